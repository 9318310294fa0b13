-- 时限：日历版本、时限规则、应办事项（谁在哪天前欠什么）、挂起区间、灯色日期
CREATE TABLE IF NOT EXISTS calendar_version (
  id      BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY COMMENT '一年的日历每次导入或更正留一版',
  year    SMALLINT NOT NULL,
  at      DATETIME(3) NOT NULL,
  by_name VARCHAR(40) NOT NULL COMMENT '经办人',
  source  VARCHAR(300) NOT NULL COMMENT '出处，如国务院办公厅通知文号',
  sha256  CHAR(64) NOT NULL COMMENT '当年各日（日期,类别,名称，每日一行）的散列',
  note    VARCHAR(500) NULL,
  KEY calendar_version_year (year, id)
) COMMENT '日历版本';

CREATE TABLE IF NOT EXISTS time_rule (
  id      BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY COMMENT '时限规则；修改即新版，旧版不动',
  code    VARCHAR(24) NOT NULL,
  version INT NOT NULL,
  name    VARCHAR(60) NOT NULL,
  basis   VARCHAR(200) NOT NULL COMMENT '依据',
  unit    VARCHAR(8) NOT NULL COMMENT 'workday 工作日、day 日、month 月',
  n       INT NOT NULL,
  from_at DATETIME(3) NOT NULL COMMENT '自何时起用',
  by_name VARCHAR(40) NOT NULL,
  why     VARCHAR(300) NULL COMMENT '修改理由',
  UNIQUE KEY time_rule_version (code, version),
  CONSTRAINT time_rule_unit CHECK (unit IN ('workday', 'day', 'month')),
  CONSTRAINT time_rule_n CHECK (n BETWEEN 0 AND 365)
) COMMENT '时限规则';
INSERT IGNORE INTO time_rule (code, version, name, basis, unit, n, from_at, by_name) VALUES
  ('sign', 1, '签收', '督办通知下达后签收', 'workday', 1, '2020-01-01', '系统'),
  ('feedback_simple', 1, '首次反馈（一般）', '督查督办制度：简单事项 3 个工作日反馈', 'workday', 3, '2020-01-01', '系统'),
  ('feedback_hard', 1, '首次反馈（较难或联办）', '督查督办制度：较难或联办事项 5 个工作日反馈', 'workday', 5, '2020-01-01', '系统'),
  ('approval', 1, '审批', '三日办结制：报请审批 3 个工作日内办结', 'workday', 3, '2020-01-01', '系统'),
  ('self_check', 1, '自查报告', '办理时限前报送自查报告', 'workday', 3, '2020-01-01', '系统'),
  ('accept', 1, '验收', '三日办结制：结果报送后 3 个工作日内验收', 'workday', 3, '2020-01-01', '系统'),
  ('reply', 1, '答复来源', '事事有回音：全部验收通过后 3 个工作日内办结并答复', 'workday', 3, '2020-01-01', '系统'),
  ('explanation', 1, '超期说明', '不能按期办结的，说明原因和下一步措施', 'workday', 2, '2020-01-01', '系统'),
  ('rectify', 1, '整改', '退回整改后重新报送结果', 'workday', 5, '2020-01-01', '系统'),
  ('plan', 1, '工作方案', '签收后报送工作方案', 'workday', 5, '2020-01-01', '系统'),
  ('lessons', 1, '整改总结', '整改完成后总结教训、完善制度', 'workday', 10, '2020-01-01', '系统'),
  ('complaint', 1, '医疗投诉（需调查核实）', '医疗机构投诉管理办法：一般 5 个工作日内反馈', 'workday', 5, '2020-01-01', '系统'),
  ('complaint_joint', 1, '医疗投诉（涉及多个科室）', '医疗机构投诉管理办法：10 个工作日内反馈', 'workday', 10, '2020-01-01', '系统'),
  ('petition_transfer', 1, '信访转送、告知', '信访工作条例第二十二、二十三条：15 日内', 'day', 15, '2020-01-01', '系统'),
  ('petition_objection', 1, '信访转送异议', '信访工作条例：不属本机关职权的，5 个工作日内提出', 'workday', 5, '2020-01-01', '系统'),
  ('petition', 1, '信访办结', '信访工作条例第三十四条：60 日内办结', 'day', 60, '2020-01-01', '系统'),
  ('petition_extension', 1, '信访延期', '信访工作条例第三十四条：经批准延长不超过 30 日', 'day', 30, '2020-01-01', '系统'),
  ('petition_review', 1, '信访复查、复核', '信访工作条例第三十五、三十六条：30 日内', 'day', 30, '2020-01-01', '系统');

CREATE TABLE IF NOT EXISTS due_item (
  id            BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY COMMENT '应办：谁在哪天前欠什么',
  body_id       BIGINT NOT NULL,
  matter_id     BIGINT NOT NULL,
  assignment_id BIGINT NULL,
  unit_id       BIGINT NULL COMMENT '由单位办的，哪个单位',
  owes          VARCHAR(8) NOT NULL COMMENT 'unit 承办单位、office 督办办公室、leader 领导',
  kind          VARCHAR(12) NOT NULL,
  seq           INT NOT NULL COMMENT '同类第几次；报告为报告期末日，说明为超过的时限（年月日）',
  start_on      DATE NOT NULL COMMENT '起算日，不计在内；报告为报告期首日',
  due_on        DATE NOT NULL COMMENT '现时限',
  original_on   DATE NOT NULL COMMENT '原时限，永不改',
  rule_id       BIGINT NULL COMMENT '所依规则；空为人定的日期',
  calendar_version BIGINT NULL COMMENT '算定时的日历版本',
  estimated     BOOLEAN NOT NULL DEFAULT FALSE COMMENT '涉及未发布放假安排的年份',
  inputs        VARCHAR(500) NOT NULL COMMENT '算定所用的数据 JSON；不变则不重算',
  explanation   VARCHAR(500) NOT NULL COMMENT '为什么是这一天',
  opened_at     DATETIME(3) NOT NULL,
  closed_at     DATETIME(3) NULL,
  outcome       VARCHAR(4) NULL COMMENT 'done 按时、late 逾期、void 不再需要',
  part          BIGINT AS (COALESCE(assignment_id, 0)) STORED,
  UNIQUE KEY due_item_one (matter_id, part, kind, seq),
  KEY due_item_unit (unit_id, closed_at, due_on),
  KEY due_item_owes (body_id, owes, closed_at, due_on),
  KEY due_item_open (closed_at, due_on),
  KEY due_item_week (body_id, due_on),
  KEY due_item_assignment (assignment_id, id),
  CONSTRAINT due_item_of_matter FOREIGN KEY (matter_id) REFERENCES matter (id),
  CONSTRAINT due_item_of_rule FOREIGN KEY (rule_id) REFERENCES time_rule (id),
  CONSTRAINT due_item_owes CHECK (owes IN ('unit', 'office', 'leader')),
  CONSTRAINT due_item_kind CHECK (kind IN ('approval', 'sign', 'plan', 'feedback', 'report', 'self_check', 'result',
                                           'explanation', 'accept', 'rectify', 'lessons', 'reply')),
  CONSTRAINT due_item_outcome CHECK ((outcome IS NULL) = (closed_at IS NULL)
                                     AND (outcome IS NULL OR outcome IN ('done', 'late', 'void'))),
  CONSTRAINT due_item_inputs CHECK (JSON_VALID(inputs))
) COMMENT '应办';

CREATE TABLE IF NOT EXISTS pause (
  id        BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY COMMENT '挂起区间：自 from_on 起，到 to_on 前一日止，不计时',
  matter_id BIGINT NOT NULL,
  from_on   DATE NOT NULL,
  to_on     DATE NULL COMMENT '恢复之日；空为仍在挂起',
  KEY pause_matter (matter_id, id),
  CONSTRAINT pause_of_matter FOREIGN KEY (matter_id) REFERENCES matter (id),
  CONSTRAINT pause_order CHECK (to_on IS NULL OR to_on >= from_on)
) COMMENT '挂起区间';

ALTER TABLE report ADD COLUMN IF NOT EXISTS self_check BOOLEAN NOT NULL DEFAULT FALSE COMMENT '自查报告';

ALTER TABLE assignment
  ADD COLUMN IF NOT EXISTS served_at DATETIME(3) NULL COMMENT '最近一次下达（坚持交办、重新交办则更新）',
  ADD COLUMN IF NOT EXISTS served_n INT NOT NULL DEFAULT 0 COMMENT '第几次下达',
  ADD COLUMN IF NOT EXISTS returned_at DATETIME(3) NULL COMMENT '最近一次退回整改',
  ADD COLUMN IF NOT EXISTS limit_on DATE NULL COMMENT '批准的时限，未计挂起；空随事项',
  ADD COLUMN IF NOT EXISTS limit_from DATE NULL COMMENT '时限自这一天起计挂起',
  ADD COLUMN IF NOT EXISTS original_due_on DATE NULL COMMENT '原时限',
  ADD COLUMN IF NOT EXISTS extensions_n INT NOT NULL DEFAULT 0 COMMENT '延期次数',
  ADD COLUMN IF NOT EXISTS yellow_on DATE NULL COMMENT '自这一天起黄灯',
  ADD COLUMN IF NOT EXISTS red_on DATE NULL COMMENT '自这一天起红灯',
  ADD COLUMN IF NOT EXISTS hand_light VARCHAR(6) NULL COMMENT '人工定灯',
  ADD COLUMN IF NOT EXISTS hand_reason VARCHAR(300) NULL,
  ADD COLUMN IF NOT EXISTS hand_until DATE NULL COMMENT '到这一天止',
  ADD COLUMN IF NOT EXISTS hand_name VARCHAR(40) NULL COMMENT '定灯人',
  ADD CONSTRAINT IF NOT EXISTS assignment_hand CHECK
    (hand_light IS NULL OR (hand_light IN ('green', 'yellow', 'red') AND hand_reason IS NOT NULL AND hand_until IS NOT NULL));
UPDATE assignment a JOIN matter m ON m.id = a.matter_id SET a.served_at = m.issued_at, a.served_n = 1,
  a.returned_at = (SELECT MAX(h.at) FROM history h WHERE h.matter_id = a.matter_id AND h.assignment_id = a.id
                   AND h.action = 'return')
  WHERE a.served_at IS NULL AND m.issued_at IS NOT NULL;

ALTER TABLE matter
  ADD COLUMN IF NOT EXISTS limit_on DATE NULL COMMENT '批准的办理时限，未计挂起和延期',
  ADD COLUMN IF NOT EXISTS cycle_from DATE NULL COMMENT '现报送频次自何日起',
  ADD COLUMN IF NOT EXISTS self_check_days INT NULL COMMENT '时限前几个工作日自查；空依规则',
  ADD COLUMN IF NOT EXISTS paused_since DATE NULL COMMENT '挂起自何日',
  ADD COLUMN IF NOT EXISTS yellow_on DATE NULL COMMENT '自这一天起黄灯',
  ADD COLUMN IF NOT EXISTS red_on DATE NULL COMMENT '自这一天起红灯',
  ADD COLUMN IF NOT EXISTS synced_on DATE NULL COMMENT '应办事项核对到哪一天',
  ADD KEY IF NOT EXISTS matter_synced (status, synced_on);

-- 灯色按日期变：今天到了 red_key 为红，到了 yellow_key 为黄，否则为绿；2199-01-01 按时办结，2199-02-01 逾期办结，
-- 2199-12-31 无灯（含挂起）。matter_scope 留副本，台账按灯色筛选只走索引。
ALTER TABLE matter
  ADD COLUMN IF NOT EXISTS yellow_key DATE AS (CASE WHEN status = 'issued' THEN COALESCE(yellow_on, due_on)
                                                    ELSE light_on END) STORED,
  ADD COLUMN IF NOT EXISTS red_key DATE AS (CASE WHEN status = 'issued' THEN COALESCE(red_on, due_on + INTERVAL 1 DAY)
                                                 ELSE light_on END) STORED,
  ADD KEY IF NOT EXISTS matter_copied (id, status, light_on, due_key, yellow_key, red_key);
ALTER TABLE matter_scope
  DROP FOREIGN KEY IF EXISTS matter_scope_of,
  ADD COLUMN IF NOT EXISTS yellow_key DATE NULL,
  ADD COLUMN IF NOT EXISTS red_key DATE NULL,
  ADD KEY IF NOT EXISTS matter_scope_yellow (scope, yellow_key, matter_id),
  ADD KEY IF NOT EXISTS matter_scope_red (scope, red_key, matter_id),
  ADD KEY IF NOT EXISTS matter_scope_copy (matter_id, status, light_on, due_key, yellow_key, red_key);
UPDATE matter_scope s JOIN matter m ON m.id = s.matter_id SET s.yellow_key = m.yellow_key, s.red_key = m.red_key
  WHERE s.red_key IS NULL;
ALTER TABLE matter_scope DROP KEY IF EXISTS matter_scope_matter,
  ADD CONSTRAINT matter_scope_of FOREIGN KEY IF NOT EXISTS (matter_id, status, light_on, due_key, yellow_key, red_key)
    REFERENCES matter (id, status, light_on, due_key, yellow_key, red_key) ON UPDATE CASCADE;
ALTER TABLE matter DROP KEY IF EXISTS matter_for_scope;
