-- 定时任务：租约（同时只有一个在做）、审计核验结果
CREATE TABLE IF NOT EXISTS lease (
  name    VARCHAR(20) NOT NULL PRIMARY KEY COMMENT '哪项工作',
  holder  VARCHAR(80) NOT NULL COMMENT '谁在做：主机名与进程号',
  until_at DATETIME(3) NOT NULL COMMENT '过期即可由别人接手'
) COMMENT '租约';

CREATE TABLE IF NOT EXISTS audit_check (
  id          TINYINT NOT NULL PRIMARY KEY,
  ok          BOOLEAN NOT NULL COMMENT '完好',
  checked     BIGINT NOT NULL COMMENT '已核验行数',
  sealed_to   BIGINT NOT NULL COMMENT '封存至哪一行',
  seals       BIGINT NOT NULL COMMENT '封条数',
  waiting     BIGINT NOT NULL COMMENT '待封存行数',
  faults      MEDIUMTEXT NOT NULL COMMENT 'JSON：{faults: [{kind, id, detail}]}',
  verified_at DATETIME(3) NOT NULL COMMENT '核验时间',
  CONSTRAINT audit_check_single CHECK (id = 1),
  CONSTRAINT audit_check_faults CHECK (JSON_VALID(faults))
) COMMENT '审计核验结果';
INSERT IGNORE INTO lease (name, holder, until_at) VALUES ('job', '', '2000-01-01');
