-- 工作方案：须报与否、各版方案、步骤、自查自纠记录
ALTER TABLE matter ADD COLUMN IF NOT EXISTS needs_plan BOOLEAN NOT NULL DEFAULT FALSE COMMENT '须报工作方案：备案后才能报送进展';

CREATE TABLE IF NOT EXISTS plan (
  id            BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY COMMENT '工作方案；每报送一次为一版，最近备案的一版为现行',
  version       BIGINT NOT NULL DEFAULT 1,
  matter_id     BIGINT NOT NULL,
  assignment_id BIGINT NOT NULL,
  no            INT NOT NULL COMMENT '第几版',
  status        VARCHAR(10) NOT NULL DEFAULT 'submitted',
  goal          VARCHAR(1000) NOT NULL COMMENT '目标',
  risks         VARCHAR(1000) NULL COMMENT '风险与需协调事项',
  limit_on      DATE NOT NULL COMMENT '报送时的办理时限',
  handed_at     DATETIME(3) NOT NULL,
  handed_by     BIGINT NOT NULL COMMENT '报送人（人员），不得为自己报送的方案备案',
  handed_name   VARCHAR(40) NOT NULL,
  handed_post   VARCHAR(160) NOT NULL COMMENT '单位与职务',
  reviewed_name VARCHAR(40) NOT NULL COMMENT '审核的单位负责人',
  decided_at    DATETIME(3) NULL,
  decided_name  VARCHAR(40) NULL,
  decided_post  VARCHAR(160) NULL,
  opinion       VARCHAR(1000) NULL COMMENT '备案意见或退回理由',
  UNIQUE KEY plan_no (assignment_id, no),
  KEY plan_matter (matter_id, id),
  KEY plan_waiting (status, assignment_id),
  CONSTRAINT plan_of_matter FOREIGN KEY (matter_id) REFERENCES matter (id),
  CONSTRAINT plan_of_assignment FOREIGN KEY (assignment_id) REFERENCES assignment (id),
  CONSTRAINT plan_by FOREIGN KEY (handed_by) REFERENCES person (id),
  CONSTRAINT plan_status CHECK (status IN ('submitted', 'filed', 'returned')
                                AND (status = 'submitted') = (decided_at IS NULL))
) COMMENT '工作方案';

CREATE TABLE IF NOT EXISTS plan_step (
  id          BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY COMMENT '方案的步骤',
  version     BIGINT NOT NULL DEFAULT 1,
  plan_id     BIGINT NOT NULL,
  no          INT NOT NULL COMMENT '第几步',
  step_key    INT NOT NULL COMMENT '同一步骤在各版中相同，进度随之沿用',
  title       VARCHAR(60) NOT NULL,
  measure     VARCHAR(500) NULL COMMENT '措施',
  person      VARCHAR(40) NOT NULL COMMENT '责任人',
  start_on    DATE NOT NULL,
  end_on      DATE NOT NULL,
  workdays    INT NOT NULL COMMENT '起止之间的工作日数',
  deliverable VARCHAR(100) NULL COMMENT '交付物',
  milestone   BOOLEAN NOT NULL DEFAULT FALSE COMMENT '里程碑',
  progress    TINYINT NOT NULL DEFAULT 0,
  done_on     DATE NULL COMMENT '完成之日',
  UNIQUE KEY plan_step_no (plan_id, no),
  UNIQUE KEY plan_step_key (plan_id, step_key),
  CONSTRAINT plan_step_of FOREIGN KEY (plan_id) REFERENCES plan (id),
  CONSTRAINT plan_step_order CHECK (end_on >= start_on AND workdays > 0),
  CONSTRAINT plan_step_progress CHECK (progress BETWEEN 0 AND 100 AND (progress = 100) = (done_on IS NOT NULL))
) COMMENT '方案步骤';

CREATE TABLE IF NOT EXISTS self_check (
  id            BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY COMMENT '自查自纠记录',
  matter_id     BIGINT NOT NULL,
  assignment_id BIGINT NOT NULL,
  at            DATETIME(3) NOT NULL,
  by_name       VARCHAR(40) NOT NULL,
  by_post       VARCHAR(160) NOT NULL COMMENT '单位与职务',
  found         VARCHAR(2000) NOT NULL COMMENT '自查发现',
  corrected     VARCHAR(2000) NOT NULL COMMENT '自纠情况',
  KEY self_check_matter (matter_id, id),
  CONSTRAINT self_check_of_matter FOREIGN KEY (matter_id) REFERENCES matter (id),
  CONSTRAINT self_check_of_assignment FOREIGN KEY (assignment_id) REFERENCES assignment (id)
) COMMENT '自查自纠记录';
