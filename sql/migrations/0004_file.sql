-- 附件：内容按散列存盘，行只记事实
CREATE TABLE IF NOT EXISTS file (
  id         BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  sha256     BINARY(32) NOT NULL,
  name       VARCHAR(200) NOT NULL COMMENT '上传时的文件名',
  type       VARCHAR(80) NOT NULL COMMENT '识别出的媒体类型',
  size       BIGINT NOT NULL COMMENT '字节',
  person_id  BIGINT NOT NULL COMMENT '上传人',
  membership_id BIGINT NOT NULL,
  created_at DATETIME(3) NOT NULL,
  matter_id  BIGINT NULL COMMENT '归属事项；空为尚未使用',
  object_kind VARCHAR(16) NULL COMMENT 'matter、report、result',
  object_id  BIGINT NULL,
  KEY file_matter (matter_id, object_kind, object_id),
  KEY file_person (person_id, matter_id, created_at),
  KEY file_sha (sha256),
  CONSTRAINT file_of_person FOREIGN KEY (person_id) REFERENCES person (id)
) COMMENT '附件';
