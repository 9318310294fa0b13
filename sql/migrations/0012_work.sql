-- 交办与办结之间的共同部分：附件给谁看、通知去往哪里、事项由什么引出、交办要求（书面答复）
ALTER TABLE file
  MODIFY matter_id BIGINT NULL COMMENT '归属事项：看得见事项的人都看得见；空则按 file_reader',
  MODIFY object_kind VARCHAR(16) NULL COMMENT '归属；空为尚未使用',
  ADD KEY IF NOT EXISTS file_object (object_kind, object_id),
  ADD KEY IF NOT EXISTS file_unused (object_kind, created_at);

CREATE TABLE IF NOT EXISTS file_reader (
  file_id BIGINT NOT NULL,
  reader  BIGINT NOT NULL COMMENT '可见范围键（机构 2 × body.id、单位 2 × unit.id + 1），或 −person.id',
  PRIMARY KEY (file_id, reader),
  CONSTRAINT file_reader_of FOREIGN KEY (file_id) REFERENCES file (id)
) COMMENT '不归事项的附件给谁看';

ALTER TABLE notification ADD COLUMN IF NOT EXISTS path VARCHAR(100) NULL COMMENT '去往的页面；空为事项';
ALTER TABLE notification DROP CONSTRAINT IF EXISTS notification_kind;
ALTER TABLE notification ADD CONSTRAINT notification_kind CHECK
  (kind IN ('reminder', 'reply', 'move', 'extension', 'suspension', 'ladder', 'digest', 'calendar', 'plan', 'report',
            'directive', 'contact', 'inspection', 'instruction', 'escalation', 'meeting', 'talk', 'handover', 'quota'));

ALTER TABLE due_item DROP CONSTRAINT IF EXISTS due_item_kind;
ALTER TABLE due_item ADD CONSTRAINT due_item_kind CHECK
  (kind IN ('approval', 'sign', 'plan', 'feedback', 'report', 'self_check', 'result', 'explanation', 'accept',
            'rectify', 'lessons', 'reply', 'directive'));

ALTER TABLE document DROP CONSTRAINT IF EXISTS document_kind;
ALTER TABLE document ADD CONSTRAINT document_kind CHECK (kind IN ('notice', 'inspection', 'minutes'));

ALTER TABLE matter
  ADD COLUMN IF NOT EXISTS origin_ref VARCHAR(12) NULL COMMENT '由系统中的什么引出：instruction 批示、meeting 会议、inspection 督查、import 导入',
  ADD COLUMN IF NOT EXISTS origin_ref_id BIGINT NULL,
  ADD KEY IF NOT EXISTS matter_origin_ref (origin_ref, origin_ref_id),
  ADD CONSTRAINT IF NOT EXISTS matter_origin_ref CHECK
    (origin_ref IS NULL OR origin_ref IN ('instruction', 'meeting', 'inspection', 'import'));

CREATE TABLE IF NOT EXISTS directive (
  id            BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY COMMENT '交办要求：要求单位（或办公室）在何日前书面答复',
  version       BIGINT NOT NULL DEFAULT 1,
  body_id       BIGINT NOT NULL,
  matter_id     BIGINT NOT NULL,
  assignment_id BIGINT NULL COMMENT '由哪个单位答复；空为督办办公室',
  unit_id       BIGINT NULL,
  unit_name     VARCHAR(80) NULL COMMENT '当时名称',
  source        VARCHAR(12) NOT NULL COMMENT '由什么提出',
  source_id     BIGINT NOT NULL,
  text          VARCHAR(2000) NOT NULL COMMENT '要求',
  due_on        DATE NOT NULL COMMENT '答复时限',
  closer_id     BIGINT NULL COMMENT '由谁认可：提出批示的领导（任职）；空为督办办公室',
  status        VARCHAR(10) NOT NULL DEFAULT 'open',
  made_at       DATETIME(3) NOT NULL,
  made_name     VARCHAR(100) NOT NULL COMMENT '提出人；经组长确认的有两人',
  made_post     VARCHAR(160) NOT NULL COMMENT '单位与职务',
  answer        TEXT NULL,
  answered_at   DATETIME(3) NULL,
  answered_name VARCHAR(40) NULL,
  answered_post VARCHAR(160) NULL,
  returned_n    INT NOT NULL DEFAULT 0,
  verdict       VARCHAR(1000) NULL COMMENT '认可或退回的意见、撤回的理由',
  closed_at     DATETIME(3) NULL,
  closed_name   VARCHAR(40) NULL,
  KEY directive_matter (matter_id, id),
  KEY directive_unit (unit_id, status, due_on),
  KEY directive_body (body_id, status, due_on),
  KEY directive_closer (closer_id, status),
  KEY directive_source (source, source_id),
  CONSTRAINT directive_of_matter FOREIGN KEY (matter_id) REFERENCES matter (id),
  CONSTRAINT directive_of_assignment FOREIGN KEY (assignment_id) REFERENCES assignment (id),
  CONSTRAINT directive_source CHECK (source IN ('contact', 'inspection', 'instruction', 'meeting', 'escalation')),
  CONSTRAINT directive_status CHECK (status IN ('open', 'answered', 'closed', 'withdrawn')),
  CONSTRAINT directive_unit CHECK ((assignment_id IS NULL) = (unit_id IS NULL))
) COMMENT '交办要求';
