-- 审计：只增不改；由 duban-job 成批封存
CREATE TABLE IF NOT EXISTS audit_log (
  id            BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  at            DATETIME(3) NOT NULL,
  person_id     BIGINT NULL,
  membership_id BIGINT NULL,
  actor_name    VARCHAR(40) NULL COMMENT '当时的姓名',
  actor_post    VARCHAR(130) NULL COMMENT '当时的单位与职务',
  role          VARCHAR(12) NULL,
  ip            VARCHAR(45) NOT NULL,
  request_id    VARCHAR(32) NOT NULL,
  action        VARCHAR(48) NOT NULL COMMENT '如 matter.issue、session.create',
  object_kind   VARCHAR(24) NULL,
  object_id     BIGINT NULL,
  result        VARCHAR(8) NOT NULL COMMENT 'ok、denied、failed',
  detail        VARCHAR(2000) NOT NULL DEFAULT '{}' COMMENT 'JSON',
  KEY audit_log_at (at),
  KEY audit_log_object (object_kind, object_id, id),
  KEY audit_log_person (person_id, id),
  KEY audit_log_action (action, id),
  CONSTRAINT audit_log_detail CHECK (JSON_VALID(detail))
) COMMENT '审计日志';

CREATE TABLE IF NOT EXISTS audit_seal (
  id        BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY COMMENT '封条，首尾相连',
  first_id  BIGINT NOT NULL,
  last_id   BIGINT NOT NULL,
  n         BIGINT NOT NULL COMMENT '行数',
  digest    BINARY(32) NOT NULL COMMENT '各行内容的散列',
  mac       BINARY(32) NOT NULL COMMENT 'HMAC(前一封条, 本封条)',
  sealed_at DATETIME(3) NOT NULL,
  UNIQUE KEY audit_seal_first (first_id)
) COMMENT '审计封条';

DROP TRIGGER IF EXISTS audit_log_no_update;
DROP TRIGGER IF EXISTS audit_log_no_delete;
DROP TRIGGER IF EXISTS audit_seal_no_update;
DROP TRIGGER IF EXISTS audit_seal_no_delete;
CREATE TRIGGER audit_log_no_update BEFORE UPDATE ON audit_log FOR EACH ROW SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'audit_log is append-only';
CREATE TRIGGER audit_log_no_delete BEFORE DELETE ON audit_log FOR EACH ROW SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'audit_log is append-only';
CREATE TRIGGER audit_seal_no_update BEFORE UPDATE ON audit_seal FOR EACH ROW SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'audit_seal is append-only';
CREATE TRIGGER audit_seal_no_delete BEFORE DELETE ON audit_seal FOR EACH ROW SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'audit_seal is append-only';
