-- 会议：召集、议题、邀请与签到、纪要、议定事项；无会月；领导下基层；日历订阅
CREATE TABLE IF NOT EXISTS meeting_setting (
  body_id      BIGINT NOT NULL PRIMARY KEY,
  version      BIGINT NOT NULL DEFAULT 1,
  quiet_months SMALLINT NOT NULL DEFAULT 0 COMMENT '无会月（也是下基层月），第 n 位为 n + 1 月',
  field_days   INT NOT NULL DEFAULT 10 COMMENT '领导每个下基层月至少几天',
  updated_at   DATETIME(3) NOT NULL,
  updated_name VARCHAR(40) NOT NULL,
  CONSTRAINT meeting_setting_of_body FOREIGN KEY (body_id) REFERENCES body (id),
  CONSTRAINT meeting_setting_months CHECK (quiet_months BETWEEN 0 AND 4095),
  CONSTRAINT meeting_setting_days CHECK (field_days BETWEEN 0 AND 31)
) COMMENT '会议与下基层的设置';

CREATE TABLE IF NOT EXISTS meeting (
  id            BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY COMMENT '会议',
  version       BIGINT NOT NULL DEFAULT 1,
  body_id       BIGINT NOT NULL COMMENT '召集的督办机构',
  kind          VARCHAR(12) NOT NULL COMMENT '类别 B1.1 / A5.2',
  title         VARCHAR(120) NOT NULL,
  starts_at     DATETIME(3) NOT NULL,
  ends_at       DATETIME(3) NOT NULL,
  place         VARCHAR(100) NOT NULL,
  chair_id      BIGINT NULL COMMENT '主持人任职；空则只有姓名',
  chair_name    VARCHAR(40) NOT NULL COMMENT '主持人',
  status        VARCHAR(10) NOT NULL DEFAULT 'planned',
  month_reason  VARCHAR(500) NULL COMMENT '无会月召开的理由',
  called_by     BIGINT NOT NULL COMMENT '召集人任职',
  called_name   VARCHAR(40) NOT NULL,
  called_post   VARCHAR(130) NOT NULL COMMENT '单位与职务',
  called_at     DATETIME(3) NOT NULL,
  cancelled_why VARCHAR(500) NULL,
  code          CHAR(32) NULL COMMENT '扫码签到的随机码；空为没有启用',
  held_at       DATETIME(3) NULL COMMENT '登记为已召开的时刻',
  minutes       MEDIUMTEXT NULL COMMENT '纪要',
  minutes_at    DATETIME(3) NULL,
  minutes_name  VARCHAR(40) NULL COMMENT '整理人',
  document_id   BIGINT NULL COMMENT '签发的会议纪要（公文）',
  doc_no        VARCHAR(40) NULL,
  closed_at     DATETIME(3) NULL,
  KEY meeting_body (body_id, starts_at),
  KEY meeting_status (body_id, status, ends_at),
  KEY meeting_starts (starts_at),
  CONSTRAINT meeting_of_body FOREIGN KEY (body_id) REFERENCES body (id),
  CONSTRAINT meeting_of_document FOREIGN KEY (document_id) REFERENCES document (id),
  CONSTRAINT meeting_chair FOREIGN KEY (chair_id) REFERENCES membership (id),
  CONSTRAINT meeting_kind CHECK (kind IN ('regular', 'mobilise', 'group', 'democratic', 'supervisors', 'delegates',
                                          'coordinate', 'study', 'on_site', 'other')),
  CONSTRAINT meeting_status CHECK (status IN ('planned', 'held', 'closed', 'cancelled')),
  CONSTRAINT meeting_time CHECK (ends_at > starts_at),
  CONSTRAINT meeting_minutes CHECK (document_id IS NULL OR minutes IS NOT NULL)
) COMMENT '会议';

CREATE TABLE IF NOT EXISTS meeting_item (
  meeting_id BIGINT NOT NULL,
  seq        INT NOT NULL,
  matter_id  BIGINT NULL COMMENT '研究哪个督办事项',
  text       VARCHAR(200) NOT NULL COMMENT '议题',
  PRIMARY KEY (meeting_id, seq),
  KEY meeting_item_matter (matter_id, meeting_id),
  CONSTRAINT meeting_item_of FOREIGN KEY (meeting_id) REFERENCES meeting (id),
  CONSTRAINT meeting_item_of_matter FOREIGN KEY (matter_id) REFERENCES matter (id)
) COMMENT '会议议题';

CREATE TABLE IF NOT EXISTS meeting_invite (
  id           BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY COMMENT '邀请参会的单位、个人、外请人员',
  meeting_id   BIGINT NOT NULL,
  kind         VARCHAR(8) NOT NULL,
  unit_id      BIGINT NULL,
  membership_id BIGINT NULL COMMENT '被邀请的人以哪个任职参会',
  person_id    BIGINT NULL,
  name         VARCHAR(80) NOT NULL COMMENT '单位或个人当时的名称',
  post         VARCHAR(130) NULL COMMENT '个人的单位与职务；外请人员的单位',
  phone        VARCHAR(30) NULL COMMENT '外请人员的电话',
  reply        VARCHAR(12) NULL,
  reply_note   VARCHAR(300) NULL COMMENT '不能参加的原因',
  substitute_name VARCHAR(40) NULL,
  substitute_post VARCHAR(60) NULL,
  replied_at   DATETIME(3) NULL,
  replied_name VARCHAR(40) NULL,
  attended     BOOLEAN NULL COMMENT '空为没有登记',
  attended_name VARCHAR(40) NULL COMMENT '单位由谁参加',
  attended_at  DATETIME(3) NULL,
  by_code      BOOLEAN NOT NULL DEFAULT FALSE COMMENT '本人扫码签到',
  UNIQUE KEY meeting_invite_unit (meeting_id, unit_id),
  UNIQUE KEY meeting_invite_person (meeting_id, person_id),
  KEY meeting_invite_of_unit (unit_id, meeting_id),
  KEY meeting_invite_of_person (person_id, meeting_id),
  CONSTRAINT meeting_invite_of FOREIGN KEY (meeting_id) REFERENCES meeting (id),
  CONSTRAINT meeting_invite_unit FOREIGN KEY (unit_id) REFERENCES unit (id),
  CONSTRAINT meeting_invite_membership FOREIGN KEY (membership_id) REFERENCES membership (id),
  CONSTRAINT meeting_invite_kind CHECK (
    (kind = 'unit' AND unit_id IS NOT NULL AND person_id IS NULL)
    OR (kind = 'person' AND unit_id IS NULL AND person_id IS NOT NULL AND membership_id IS NOT NULL)
    OR (kind = 'guest' AND unit_id IS NULL AND person_id IS NULL)),
  CONSTRAINT meeting_invite_reply CHECK (
    (reply IS NULL) = (replied_at IS NULL) AND (reply IS NULL OR reply = 'attending'
      OR (reply = 'absent' AND reply_note IS NOT NULL) OR (reply = 'substitute' AND substitute_name IS NOT NULL)))
) COMMENT '参会邀请';

CREATE TABLE IF NOT EXISTS resolution (
  id         BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY COMMENT '议定事项',
  meeting_id BIGINT NOT NULL,
  seq        INT NOT NULL,
  text       VARCHAR(1000) NOT NULL,
  due_on     DATE NULL,
  becomes    VARCHAR(10) NOT NULL COMMENT 'draft 立项、directive 交办要求、step 列入工作方案、note 仅记录',
  matter_id  BIGINT NULL COMMENT '交办到哪个事项；立项后为新事项',
  made_at    DATETIME(3) NULL COMMENT '确认交办的时刻；空为尚未交办',
  made_name  VARCHAR(40) NULL,
  UNIQUE KEY resolution_seq (meeting_id, seq),
  KEY resolution_matter (matter_id),
  CONSTRAINT resolution_of FOREIGN KEY (meeting_id) REFERENCES meeting (id),
  CONSTRAINT resolution_of_matter FOREIGN KEY (matter_id) REFERENCES matter (id),
  CONSTRAINT resolution_becomes CHECK (becomes IN ('draft', 'directive', 'step', 'note'))
) COMMENT '议定事项';

CREATE TABLE IF NOT EXISTS resolution_unit (
  resolution_id BIGINT NOT NULL,
  seq          INT NOT NULL COMMENT '第一个为牵头单位',
  unit_id      BIGINT NOT NULL,
  unit_name    VARCHAR(80) NOT NULL COMMENT '当时名称',
  directive_id BIGINT NULL COMMENT '形成的交办要求',
  PRIMARY KEY (resolution_id, seq),
  UNIQUE KEY resolution_unit_once (resolution_id, unit_id),
  KEY resolution_unit_of (unit_id, resolution_id),
  CONSTRAINT resolution_unit_of_resolution FOREIGN KEY (resolution_id) REFERENCES resolution (id),
  CONSTRAINT resolution_unit_of_unit FOREIGN KEY (unit_id) REFERENCES unit (id),
  CONSTRAINT resolution_unit_of_directive FOREIGN KEY (directive_id) REFERENCES directive (id)
) COMMENT '议定事项的责任单位';

CREATE TABLE IF NOT EXISTS field_day (
  id            BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY COMMENT '领导下基层的一天或半天',
  version       BIGINT NOT NULL DEFAULT 1,
  body_id       BIGINT NOT NULL,
  person_id     BIGINT NOT NULL,
  membership_id BIGINT NOT NULL,
  person_name   VARCHAR(40) NOT NULL COMMENT '当时的姓名',
  day           DATE NOT NULL,
  halves        TINYINT NOT NULL COMMENT '1 半天、2 全天',
  unit_id       BIGINT NULL,
  place         VARCHAR(80) NOT NULL COMMENT '单位名称或地点',
  seen          VARCHAR(1000) NOT NULL COMMENT '看了什么、解决了什么',
  matter_id     BIGINT NULL COMMENT '有关的督办事项',
  inspection_id BIGINT NULL COMMENT '有关的督查',
  made_at       DATETIME(3) NOT NULL,
  KEY field_day_body (body_id, day),
  KEY field_day_person (person_id, day),
  CONSTRAINT field_day_of_body FOREIGN KEY (body_id) REFERENCES body (id),
  CONSTRAINT field_day_of_person FOREIGN KEY (person_id) REFERENCES person (id),
  CONSTRAINT field_day_of_membership FOREIGN KEY (membership_id) REFERENCES membership (id),
  CONSTRAINT field_day_unit FOREIGN KEY (unit_id) REFERENCES unit (id),
  CONSTRAINT field_day_matter FOREIGN KEY (matter_id) REFERENCES matter (id),
  CONSTRAINT field_day_inspection FOREIGN KEY (inspection_id) REFERENCES inspection (id),
  CONSTRAINT field_day_halves CHECK (halves IN (1, 2))
) COMMENT '领导下基层';

CREATE TABLE IF NOT EXISTS feed (
  person_id BIGINT NOT NULL PRIMARY KEY,
  hash      BINARY(32) NOT NULL COMMENT '订阅地址中密钥的 SHA-256；密钥本身不保存',
  made_at   DATETIME(3) NOT NULL,
  UNIQUE KEY feed_hash (hash),
  CONSTRAINT feed_of_person FOREIGN KEY (person_id) REFERENCES person (id)
) COMMENT '日历订阅';
