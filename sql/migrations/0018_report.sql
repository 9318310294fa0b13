-- 进展报告的其余：报告期、单位负责人审核、退回重写、质量评定、汇总协办单位；自定报送频次
ALTER TABLE report
  ADD COLUMN IF NOT EXISTS period_from DATE NULL COMMENT '报告期首日；空为不定期',
  ADD COLUMN IF NOT EXISTS period_to DATE NULL COMMENT '报告期末日',
  ADD COLUMN IF NOT EXISTS reviewer_name VARCHAR(40) NULL COMMENT '审核的单位负责人；空为负责人自己填报或不须审核',
  ADD COLUMN IF NOT EXISTS cites VARCHAR(6000) NOT NULL DEFAULT '[]' COMMENT '汇总了哪些协办单位的报告 JSON：[{id, unit_name}]',
  ADD CONSTRAINT IF NOT EXISTS report_cites CHECK (JSON_VALID(cites)),
  ADD CONSTRAINT IF NOT EXISTS report_period CHECK ((period_from IS NULL) = (period_to IS NULL));

ALTER TABLE unit ADD COLUMN IF NOT EXISTS report_review BOOLEAN NOT NULL DEFAULT FALSE COMMENT '联络员填的报告须负责人审核后报送';

CREATE TABLE IF NOT EXISTS report_waiting (
  id            BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY COMMENT '等单位负责人审核的报告；审核后另成 report',
  matter_id     BIGINT NOT NULL,
  assignment_id BIGINT NOT NULL,
  unit_id       BIGINT NOT NULL,
  at            DATETIME(3) NOT NULL,
  membership_id BIGINT NOT NULL COMMENT '填报人',
  author_name   VARCHAR(40) NOT NULL,
  author_post   VARCHAR(40) NOT NULL,
  body          MEDIUMTEXT NOT NULL COMMENT '所填内容 JSON',
  status        VARCHAR(8) NOT NULL DEFAULT 'waiting',
  decided_at    DATETIME(3) NULL,
  decided_name  VARCHAR(40) NULL,
  reason        VARCHAR(500) NULL COMMENT '退回的理由',
  report_id     BIGINT NULL COMMENT '审核通过后的报告',
  one           BIGINT AS (IF(status = 'waiting', assignment_id, NULL)) STORED COMMENT '一份承办同时只有一份在审',
  UNIQUE KEY report_waiting_one (one),
  KEY report_waiting_unit (unit_id, status),
  KEY report_waiting_assignment (assignment_id, id),
  CONSTRAINT report_waiting_of FOREIGN KEY (assignment_id) REFERENCES assignment (id),
  CONSTRAINT report_waiting_status CHECK (status IN ('waiting', 'passed', 'returned', 'dropped')
                                          AND (status = 'waiting') = (decided_at IS NULL)
                                          AND (status = 'returned') = (reason IS NOT NULL)
                                          AND (status = 'passed') = (report_id IS NOT NULL)),
  CONSTRAINT report_waiting_body CHECK (JSON_VALID(body))
) COMMENT '待审核的进展报告';

CREATE TABLE IF NOT EXISTS report_verdict (
  id        BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY COMMENT '办公室对报告的意见，只增不改：退回重写，或评定质量（以最后一次为准）',
  matter_id BIGINT NOT NULL,
  report_id BIGINT NOT NULL,
  verdict   VARCHAR(8) NOT NULL COMMENT 'returned 退回重写、good 好、fair 一般、poor 差',
  note      VARCHAR(500) NULL,
  at        DATETIME(3) NOT NULL,
  by_name   VARCHAR(40) NOT NULL,
  by_post   VARCHAR(160) NOT NULL COMMENT '单位与职务',
  returned  BIGINT AS (IF(verdict = 'returned', report_id, NULL)) STORED,
  UNIQUE KEY report_verdict_returned (returned),
  KEY report_verdict_matter (matter_id, report_id),
  KEY report_verdict_report (report_id, id),
  CONSTRAINT report_verdict_kind CHECK (verdict IN ('returned', 'good', 'fair', 'poor')
                                        AND (verdict NOT IN ('returned', 'poor') OR note IS NOT NULL))
) COMMENT '对进展报告的意见';

INSERT IGNORE INTO time_rule (code, version, name, basis, unit, n, from_at, by_name) VALUES
  ('rewrite', 1, '重写报告', '退回的进展报告在 2 个工作日内重写', 'workday', 2, '2020-01-01', '系统');

-- 自定频次：每隔若干天一期
ALTER TABLE matter
  ADD COLUMN IF NOT EXISTS cycle_days INT NULL COMMENT '自定频次：几天一期',
  DROP CONSTRAINT IF EXISTS matter_cycle;
ALTER TABLE matter ADD CONSTRAINT matter_cycle CHECK
  (report_cycle IN ('none', 'weekly', 'half_monthly', 'monthly', 'custom')
   AND (report_cycle = 'custom') = (cycle_days IS NOT NULL) AND (cycle_days IS NULL OR cycle_days BETWEEN 1 AND 180));
