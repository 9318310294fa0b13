-- 会话、登录失败、撤销纪元、幂等键
CREATE TABLE IF NOT EXISTS session (
  id            BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY COMMENT '会话（一次登录为一族刷新令牌）',
  person_id     BIGINT NOT NULL,
  membership_id BIGINT NOT NULL COMMENT '当前任职',
  family_hash   BINARY(32) NOT NULL COMMENT '本族不变部分的散列',
  refresh_hash  BINARY(32) NOT NULL COMMENT '当前刷新令牌的散列',
  previous_hash BINARY(32) NULL COMMENT '上一个刷新令牌的散列，两页同时刷新时辨认',
  rotated_at    DATETIME(3) NOT NULL,
  created_at    DATETIME(3) NOT NULL,
  expires_at    DATETIME(3) NOT NULL COMMENT '绝对期限',
  ip            VARCHAR(45) NOT NULL,
  agent         VARCHAR(200) NOT NULL,
  revoked_at    DATETIME(3) NULL,
  revoked_why   VARCHAR(20) NULL COMMENT 'logout、reuse、password、disabled、revoked、idle',
  KEY session_person (person_id, revoked_at),
  KEY session_expires (expires_at),
  CONSTRAINT session_of_person FOREIGN KEY (person_id) REFERENCES person (id),
  CONSTRAINT session_of_membership FOREIGN KEY (membership_id) REFERENCES membership (id)
) COMMENT '会话';

CREATE TABLE IF NOT EXISTS login_failure (
  login_hash BINARY(32) NOT NULL COMMENT '登录名的散列（可能并无此人）',
  ip         VARCHAR(45) NOT NULL,
  n          INT NOT NULL COMMENT '连续失败次数',
  last_at    DATETIME(3) NOT NULL,
  PRIMARY KEY (login_hash, ip),
  KEY login_failure_at (last_at)
) COMMENT '登录失败';

CREATE TABLE IF NOT EXISTS revocation (
  id    TINYINT NOT NULL PRIMARY KEY,
  epoch BIGINT NOT NULL COMMENT '账号、任职、口令、会话每有撤销加一',
  CONSTRAINT revocation_single CHECK (id = 1)
) COMMENT '撤销纪元';
INSERT IGNORE INTO revocation (id, epoch) VALUES (1, 1);

CREATE TABLE IF NOT EXISTS idempotency (
  person_id  BIGINT NOT NULL,
  `key`      VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT '区分大小写',
  request_hash BINARY(32) NOT NULL COMMENT '方法、路径与正文的散列',
  status     SMALLINT NOT NULL,
  version    BIGINT NOT NULL DEFAULT 0 COMMENT 'ETag',
  reply      MEDIUMTEXT NOT NULL,
  created_at DATETIME(3) NOT NULL,
  PRIMARY KEY (person_id, `key`),
  KEY idempotency_at (created_at)
) COMMENT '幂等键';
