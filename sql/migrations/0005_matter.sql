-- 督办事项、承办、可见范围、经过、公文、进展报告、检索
CREATE TABLE IF NOT EXISTS matter (
  id            BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY COMMENT '督办事项',
  body_id       BIGINT NOT NULL COMMENT '立项的督办机构',
  parent_assignment_id BIGINT NULL COMMENT '由上级交办分解而来',
  reg_no        VARCHAR(20) NOT NULL COMMENT '登记号 DB-2026-0012',
  status        VARCHAR(10) NOT NULL,
  version       BIGINT NOT NULL DEFAULT 1,
  source        VARCHAR(10) NOT NULL COMMENT '来源类别 A3 / D2',
  source_kind   VARCHAR(40) NULL COMMENT '来源细类，如 局务会、来信',
  origin_title  VARCHAR(200) NOT NULL COMMENT '来源：文件、会议、批示、投诉的名称',
  origin_no     VARCHAR(60) NULL COMMENT '文号或编号',
  origin_on     DATE NULL COMMENT '来源日期',
  origin_person VARCHAR(40) NULL COMMENT '批示领导或提出人',
  origin_matter_id BIGINT NULL COMMENT '来源事项（由其他事项引出）',
  title         VARCHAR(120) NOT NULL COMMENT '事项名称',
  content       TEXT NOT NULL COMMENT '督办内容',
  requirement   TEXT NOT NULL COMMENT '工作要求与达成标准',
  urgency       VARCHAR(10) NOT NULL DEFAULT 'normal' COMMENT '平件、加急、特急',
  is_key        BOOLEAN NOT NULL DEFAULT FALSE COMMENT '重点',
  is_special    BOOLEAN NOT NULL DEFAULT FALSE COMMENT '专项督办',
  difficulty    VARCHAR(8) NOT NULL DEFAULT 'simple' COMMENT 'simple 3 个工作日、hard 5 个工作日反馈（D5）',
  leader_feedback_on DATE NULL COMMENT '领导指定的反馈日期，优先',
  feedback_on   DATE NULL COMMENT '首次反馈时限，下达时算定',
  due_on        DATE NULL COMMENT '办理时限',
  report_cycle  VARCHAR(12) NOT NULL DEFAULT 'none' COMMENT '报送频次',
  proposal      TEXT NULL COMMENT '拟办意见',
  opinion       TEXT NULL COMMENT '领导审批意见',
  approver_membership_id BIGINT NULL COMMENT '批准人（签发人）',
  approver_name VARCHAR(40) NULL,
  approved_at   DATETIME(3) NULL,
  notice_id     BIGINT NULL COMMENT '督办通知',
  doc_no        VARCHAR(40) NULL COMMENT '文号',
  issued_at     DATETIME(3) NULL,
  lead_unit_id  BIGINT NULL,
  lead_unit_name VARCHAR(80) NULL COMMENT '主办单位（当时名称）',
  progress      TINYINT NOT NULL DEFAULT 0 COMMENT '各主办、分办进度的最小值',
  last_report_at DATETIME(3) NULL,
  answer        TEXT NULL COMMENT '对来源的答复（D1.2 事事有回音）',
  answered_to   VARCHAR(80) NULL COMMENT '答复对象',
  concluded_at  DATETIME(3) NULL,
  archived_at   DATETIME(3) NULL,
  archive_no    VARCHAR(40) NULL COMMENT '档号',
  created_by    BIGINT NOT NULL COMMENT '登记人任职',
  created_name  VARCHAR(40) NOT NULL,
  created_at    DATETIME(3) NOT NULL,
  updated_at    DATETIME(3) NOT NULL,
  light_on      DATE AS (CASE WHEN status = 'issued' THEN due_on
                              WHEN status NOT IN ('concluded', 'archived') THEN DATE '2199-12-31'
                              WHEN DATE(concluded_at + INTERVAL 8 HOUR) <= due_on THEN DATE '2199-01-01'
                              ELSE DATE '2199-02-01' END) STORED
                COMMENT '灯色所依的日期：办理中为办理时限，2199-01-01 按时办结，2199-02-01 逾期办结，2199-12-31 无灯',
  due_key       DATE AS (COALESCE(due_on, DATE '2199-12-31')) STORED COMMENT '办理时限，未定时为 2199-12-31',
  UNIQUE KEY matter_reg_no (body_id, reg_no),
  KEY matter_for_scope (id, status, light_on, due_key),
  KEY matter_ready (body_id, status, progress),
  KEY matter_parent (parent_assignment_id),
  CONSTRAINT matter_of_body FOREIGN KEY (body_id) REFERENCES body (id),
  CONSTRAINT matter_status CHECK (status IN ('draft', 'proposed', 'approved', 'issued', 'concluded', 'archived', 'cancelled')),
  CONSTRAINT matter_source CHECK (source IN ('superior', 'plan', 'meeting', 'public', 'leader', 'other')),
  CONSTRAINT matter_urgency CHECK (urgency IN ('normal', 'urgent', 'critical')),
  CONSTRAINT matter_difficulty CHECK (difficulty IN ('simple', 'hard')),
  CONSTRAINT matter_cycle CHECK (report_cycle IN ('none', 'weekly', 'half_monthly', 'monthly')),
  CONSTRAINT matter_progress CHECK (progress BETWEEN 0 AND 100),
  CONSTRAINT matter_issued CHECK (status NOT IN ('issued', 'concluded', 'archived') OR (doc_no IS NOT NULL AND due_on IS NOT NULL))
) COMMENT '督办事项';

CREATE TABLE IF NOT EXISTS assignment (
  id            BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY COMMENT '承办（每单位一份）',
  matter_id     BIGINT NOT NULL,
  unit_id       BIGINT NOT NULL,
  unit_name     VARCHAR(80) NOT NULL COMMENT '当时名称',
  kind          VARCHAR(8) NOT NULL COMMENT '主办、协办、分办',
  task          VARCHAR(1000) NULL COMMENT '本单位的任务',
  due_on        DATE NULL COMMENT '本单位时限；空随事项',
  status        VARCHAR(10) NOT NULL DEFAULT 'pending',
  version       BIGINT NOT NULL DEFAULT 1,
  first_person  VARCHAR(40) NULL COMMENT '第一责任人（下达时）',
  received_at   DATETIME(3) NULL COMMENT '签收时间',
  received_name VARCHAR(40) NULL COMMENT '签收人',
  received_post VARCHAR(40) NULL,
  refused_why   VARCHAR(500) NULL COMMENT '退回理由',
  progress      TINYINT NOT NULL DEFAULT 0,
  last_report_at DATETIME(3) NULL,
  result        TEXT NULL COMMENT '办理结果',
  submitted_at  DATETIME(3) NULL,
  submitted_name VARCHAR(40) NULL,
  submitted_by  BIGINT NULL COMMENT '报送人（人员），不得验收自己报送的结果',
  verdict       VARCHAR(1000) NULL COMMENT '验收意见',
  accepted_at   DATETIME(3) NULL,
  returned_n    INT NOT NULL DEFAULT 0 COMMENT '退回整改次数',
  UNIQUE KEY assignment_unit (matter_id, unit_id),
  KEY assignment_by_unit (unit_id, matter_id),
  KEY assignment_todo (unit_id, status, matter_id),
  KEY assignment_waiting (status, matter_id),
  CONSTRAINT assignment_of_matter FOREIGN KEY (matter_id) REFERENCES matter (id),
  CONSTRAINT assignment_of_unit FOREIGN KEY (unit_id) REFERENCES unit (id),
  CONSTRAINT assignment_kind CHECK (kind IN ('lead', 'assist', 'parallel')),
  CONSTRAINT assignment_status CHECK (status IN ('pending', 'received', 'underway', 'submitted', 'accepted', 'rectifying',
                                                 'refused', 'withdrawn')),
  CONSTRAINT assignment_progress CHECK (progress BETWEEN 0 AND 100)
) COMMENT '承办';

ALTER TABLE matter ADD CONSTRAINT matter_of_parent FOREIGN KEY IF NOT EXISTS (parent_assignment_id) REFERENCES assignment (id);

-- 谁看得见：督办机构的范围键 = 2 × body.id，单位的范围键 = 2 × unit.id + 1（http.h 的 actor.scope）。
-- 另以 −unit.id 为键记下事项有哪些承办单位（拟办时就有），只供台账按单位筛选，不给任何人看的权利。
-- status、light_on、due_key 是事项的副本，由外键级联保持一致，使台账的筛选在百万行上只走索引；插入时取自事项，从不为空。
CREATE TABLE IF NOT EXISTS matter_scope (
  scope     BIGINT NOT NULL,
  matter_id BIGINT NOT NULL,
  status    VARCHAR(10) NOT NULL,
  light_on  DATE NULL,
  due_key   DATE NULL,
  PRIMARY KEY (scope, matter_id),
  KEY matter_scope_status (scope, status, matter_id),
  KEY matter_scope_light (scope, light_on, matter_id),
  KEY matter_scope_due (scope, due_key, matter_id),
  KEY matter_scope_matter (matter_id, status, light_on, due_key),
  CONSTRAINT matter_scope_of FOREIGN KEY (matter_id, status, light_on, due_key)
    REFERENCES matter (id, status, light_on, due_key) ON UPDATE CASCADE
) COMMENT '可见范围';

CREATE TABLE IF NOT EXISTS history (
  matter_id     BIGINT NOT NULL,
  id            BIGINT NOT NULL AUTO_INCREMENT,
  at            DATETIME(3) NOT NULL,
  assignment_id BIGINT NULL,
  unit_name     VARCHAR(80) NULL,
  membership_id BIGINT NULL,
  actor_name    VARCHAR(40) NOT NULL COMMENT '当时的姓名',
  actor_post    VARCHAR(130) NOT NULL COMMENT '当时的单位与职务',
  action        VARCHAR(24) NOT NULL,
  from_status   VARCHAR(10) NULL,
  to_status     VARCHAR(10) NULL,
  note          TEXT NULL COMMENT '意见、理由、结果原文',
  changes       MEDIUMTEXT NULL COMMENT 'JSON：[{field, label, from, to}]',
  PRIMARY KEY (matter_id, id),
  KEY history_id (id),
  CONSTRAINT history_of_matter FOREIGN KEY (matter_id) REFERENCES matter (id)
) COMMENT '事项经过';

CREATE TABLE IF NOT EXISTS report (
  matter_id     BIGINT NOT NULL,
  id            BIGINT NOT NULL AUTO_INCREMENT,
  assignment_id BIGINT NOT NULL,
  unit_id       BIGINT NOT NULL,
  unit_name     VARCHAR(80) NOT NULL,
  at            DATETIME(3) NOT NULL,
  membership_id BIGINT NOT NULL,
  author_name   VARCHAR(40) NOT NULL COMMENT '当时的姓名',
  author_post   VARCHAR(40) NOT NULL,
  done          TEXT NOT NULL COMMENT '已完成工作',
  effect        TEXT NOT NULL COMMENT '取得成效',
  problem       TEXT NOT NULL COMMENT '存在问题',
  next_step     TEXT NOT NULL COMMENT '下一步计划',
  progress      TINYINT NOT NULL,
  needs_help    BOOLEAN NOT NULL DEFAULT FALSE COMMENT '需要协调',
  unchanged     BOOLEAN NOT NULL DEFAULT FALSE COMMENT '无实质变化',
  PRIMARY KEY (matter_id, id),
  KEY report_id (id),
  KEY report_assignment (assignment_id, id),
  CONSTRAINT report_of_assignment FOREIGN KEY (assignment_id) REFERENCES assignment (id),
  CONSTRAINT report_progress CHECK (progress BETWEEN 0 AND 100)
) COMMENT '进展报告';

CREATE TABLE IF NOT EXISTS document (
  id          BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY COMMENT '公文，签发时冻结',
  body_id     BIGINT NOT NULL,
  matter_id   BIGINT NULL,
  kind        VARCHAR(12) NOT NULL COMMENT 'notice 督办通知 …',
  word        VARCHAR(20) NOT NULL COMMENT '机关代字',
  year        SMALLINT NOT NULL,
  no          INT NOT NULL,
  doc_no      VARCHAR(40) NOT NULL COMMENT '卫督办〔2026〕12号',
  title       VARCHAR(200) NOT NULL,
  content     MEDIUMTEXT NOT NULL COMMENT '冻结的 JSON',
  sha256      BINARY(32) NOT NULL COMMENT 'content 的散列',
  signer_name VARCHAR(40) NOT NULL COMMENT '签发人',
  signed_at   DATETIME(3) NOT NULL,
  voided_at   DATETIME(3) NULL,
  void_why    VARCHAR(200) NULL COMMENT '作废原因；号不再用',
  UNIQUE KEY document_no (body_id, word, year, no),
  KEY document_matter (matter_id),
  CONSTRAINT document_of_body FOREIGN KEY (body_id) REFERENCES body (id),
  CONSTRAINT document_kind CHECK (kind IN ('notice')),
  CONSTRAINT document_content CHECK (JSON_VALID(content))
) COMMENT '公文';

CREATE TABLE IF NOT EXISTS number_series (
  body_id BIGINT NOT NULL,
  word    VARCHAR(20) NOT NULL COMMENT '机关代字；登记号用 DB，档号用 DA',
  year    SMALLINT NOT NULL,
  last    INT NOT NULL COMMENT '已用到的序号',
  PRIMARY KEY (body_id, word, year)
) COMMENT '编号';

CREATE TABLE IF NOT EXISTS gram (
  g         INT UNSIGNED NOT NULL COMMENT '标题的二元字或整词的散列',
  matter_id BIGINT NOT NULL,
  PRIMARY KEY (g, matter_id),
  KEY gram_matter (matter_id)
) COMMENT '检索倒排';

CREATE TABLE IF NOT EXISTS saved_view (
  id            BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  membership_id BIGINT NOT NULL,
  name          VARCHAR(30) NOT NULL,
  query         VARCHAR(1000) NOT NULL COMMENT '台账地址栏的筛选',
  UNIQUE KEY saved_view_name (membership_id, name),
  CONSTRAINT saved_view_of FOREIGN KEY (membership_id) REFERENCES membership (id)
) COMMENT '保存的视图';

CREATE TABLE IF NOT EXISTS workday (
  day  DATE NOT NULL PRIMARY KEY COMMENT '与周一至周五不同的日子',
  kind VARCHAR(8) NOT NULL COMMENT 'holiday 放假、workday 调休上班',
  name VARCHAR(20) NOT NULL,
  CONSTRAINT workday_kind CHECK (kind IN ('holiday', 'workday'))
) COMMENT '工作日历';
