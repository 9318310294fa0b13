-- 催办、通知、偏好、发件箱、定时任务的状况
CREATE TABLE IF NOT EXISTS notification (
  id            BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY COMMENT '通知（每人一条）',
  person_id     BIGINT NOT NULL,
  dedupe        VARCHAR(80) NOT NULL COMMENT '同一件事对同一人只通知一次',
  kind          VARCHAR(12) NOT NULL,
  title         VARCHAR(200) NOT NULL,
  text          VARCHAR(2000) NOT NULL,
  matter_id     BIGINT NULL COMMENT '点开后去往的事项',
  assignment_id BIGINT NULL,
  at            DATETIME(3) NOT NULL,
  read_at       DATETIME(3) NULL,
  UNIQUE KEY notification_once (person_id, dedupe),
  KEY notification_unread (person_id, read_at, id),
  KEY notification_at (at),
  CONSTRAINT notification_of_person FOREIGN KEY (person_id) REFERENCES person (id),
  CONSTRAINT notification_of_matter FOREIGN KEY (matter_id) REFERENCES matter (id),
  CONSTRAINT notification_of_assignment FOREIGN KEY (assignment_id) REFERENCES assignment (id),
  CONSTRAINT notification_kind CHECK (kind IN ('reminder', 'reply', 'move', 'extension', 'suspension', 'ladder', 'digest',
                                               'calendar'))
) COMMENT '通知';

CREATE TABLE IF NOT EXISTS preference (
  person_id  BIGINT NOT NULL PRIMARY KEY,
  mail       BOOLEAN NOT NULL DEFAULT TRUE COMMENT '通知同时发邮件（有邮箱时）',
  webhook    BOOLEAN NOT NULL DEFAULT FALSE COMMENT '通知同时发工作群机器人',
  digest     BOOLEAN NOT NULL DEFAULT TRUE COMMENT '每周督办摘要发邮件',
  quiet_from CHAR(5) NULL COMMENT '免打扰自几时几分（北京时间），邮件和工作群消息推后',
  quiet_to   CHAR(5) NULL,
  CONSTRAINT preference_of_person FOREIGN KEY (person_id) REFERENCES person (id),
  CONSTRAINT preference_quiet CHECK ((quiet_from IS NULL) = (quiet_to IS NULL)
    AND (quiet_from IS NULL OR (quiet_from REGEXP '^([01][0-9]|2[0-3]):[0-5][0-9]$'
                                AND quiet_to REGEXP '^([01][0-9]|2[0-3]):[0-5][0-9]$')))
) COMMENT '通知偏好';

-- 与事实同一事务写入，由 duban-job 发出；发出前先占住（state sending），发出后才记 sent。
CREATE TABLE IF NOT EXISTS outbox (
  id        BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY COMMENT '发件箱',
  dedupe    VARCHAR(100) NOT NULL COMMENT '邮件的 Message-ID、机器人消息的编号：重发时不变，收方据此去重',
  channel   VARCHAR(8) NOT NULL COMMENT 'mail 邮件、webhook 工作群机器人、live 页面实时提示',
  target    VARCHAR(200) NOT NULL COMMENT '邮箱、手机号或人员编号',
  payload   TEXT NOT NULL COMMENT 'JSON：{title, text, path} 或页面提示',
  state     VARCHAR(8) NOT NULL DEFAULT 'pending',
  tries     INT NOT NULL DEFAULT 0 COMMENT '已尝试次数',
  next_at   DATETIME(3) NOT NULL COMMENT '不早于此时发',
  holder    VARCHAR(100) NULL COMMENT '正在发的进程',
  held_until DATETIME(3) NULL COMMENT '过期即可由别人重发',
  error     VARCHAR(300) NULL COMMENT '最近一次没有发出的原因',
  at        DATETIME(3) NOT NULL,
  sent_at   DATETIME(3) NULL,
  UNIQUE KEY outbox_dedupe (dedupe),
  KEY outbox_next (state, next_at, id),
  KEY outbox_state (state, id),
  CONSTRAINT outbox_channel CHECK (channel IN ('mail', 'webhook', 'live')),
  CONSTRAINT outbox_state CHECK (state IN ('pending', 'sending', 'sent', 'dead', 'skipped')),
  CONSTRAINT outbox_payload CHECK (JSON_VALID(payload))
) COMMENT '发件箱';

CREATE TABLE IF NOT EXISTS reminder (
  id            BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY COMMENT '催办',
  matter_id     BIGINT NOT NULL,
  assignment_id BIGINT NOT NULL,
  due_item_id   BIGINT NULL COMMENT '自动催办所催的时限',
  due_on        DATE NULL COMMENT '当时的时限；时限变动后各阶段重新计',
  stage         VARCHAR(8) NULL COMMENT 't-3 t-1 t t+1（工作日）；空为人工',
  ordinal       INT NOT NULL COMMENT '对这项时限（人工的对这项承办）的第几次',
  channel       VARCHAR(8) NOT NULL,
  text          VARCHAR(1000) NOT NULL,
  reply_by      DATE NULL COMMENT '要求何日前回复',
  at            DATETIME(3) NOT NULL,
  by_name       VARCHAR(40) NULL COMMENT '催办人；空为自动',
  by_membership_id BIGINT NULL,
  reply         VARCHAR(1000) NULL,
  reply_at      DATETIME(3) NULL,
  reply_name    VARCHAR(40) NULL,
  UNIQUE KEY reminder_once (due_item_id, due_on, stage),
  KEY reminder_assignment (assignment_id, id),
  CONSTRAINT reminder_of_due FOREIGN KEY (due_item_id) REFERENCES due_item (id),
  CONSTRAINT reminder_of_assignment FOREIGN KEY (assignment_id) REFERENCES assignment (id),
  CONSTRAINT reminder_stage CHECK (stage IS NULL OR stage IN ('t-3', 't-1', 't', 't+1')),
  CONSTRAINT reminder_auto CHECK ((stage IS NULL) = (due_item_id IS NULL) AND (stage IS NULL) = (by_name IS NOT NULL)),
  CONSTRAINT reminder_channel CHECK (channel IN ('in_app', 'phone', 'written', 'on_site'))
) COMMENT '催办';

-- 每人每天至多三次、间隔两小时以上：没有轮到的留到下一次，几条并作一条通知。
CREATE TABLE IF NOT EXISTS reminder_to (
  reminder_id BIGINT NOT NULL,
  person_id   BIGINT NOT NULL,
  is_copy     BOOLEAN NOT NULL DEFAULT FALSE COMMENT '抄送',
  sent_at     DATETIME(3) NULL COMMENT '空为尚未轮到',
  notification_id BIGINT NULL,
  PRIMARY KEY (reminder_id, person_id),
  KEY reminder_to_person (person_id, sent_at),
  KEY reminder_to_waiting (sent_at, person_id),
  CONSTRAINT reminder_to_of FOREIGN KEY (reminder_id) REFERENCES reminder (id),
  CONSTRAINT reminder_to_person FOREIGN KEY (person_id) REFERENCES person (id)
) COMMENT '催办对象';

CREATE TABLE IF NOT EXISTS job_state (
  name        VARCHAR(20) NOT NULL PRIMARY KEY COMMENT '定时任务',
  holder      VARCHAR(80) NOT NULL COMMENT '在哪台机器上',
  started_at  DATETIME(3) NOT NULL COMMENT '最近一次开始',
  finished_at DATETIME(3) NOT NULL COMMENT '最近一次结束',
  ok_at       DATETIME(3) NULL COMMENT '最近一次成功',
  failed_at   DATETIME(3) NULL COMMENT '最近一次失败',
  done        BIGINT NOT NULL DEFAULT 0 COMMENT '最近一次办了多少件',
  total       BIGINT NOT NULL DEFAULT 0 COMMENT '累计办了多少件'
) COMMENT '定时任务的状况';
