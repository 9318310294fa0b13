-- 督办升级（提醒、催办、通报批评、约谈、问责）的建议与决定；督办摘要。
CREATE TABLE IF NOT EXISTS ladder_step (
  id            BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY COMMENT '督办升级的一级：系统建议，人来决定',
  version       BIGINT NOT NULL DEFAULT 1,
  body_id       BIGINT NOT NULL,
  matter_id     BIGINT NOT NULL,
  assignment_id BIGINT NOT NULL,
  unit_id       BIGINT NOT NULL,
  unit_name     VARCHAR(80) NOT NULL COMMENT '当时名称',
  rung          VARCHAR(10) NOT NULL COMMENT 'remind 提醒、urge 催办、criticise 通报批评、interview 约谈、account 问责',
  decider       VARCHAR(8) NOT NULL COMMENT 'office 督办办公室、charge 组长或分管副组长、head 组长',
  since_on      DATE NOT NULL COMMENT '所误最早的时限；此后的各级属同一次',
  facts         VARCHAR(2000) NOT NULL COMMENT '建议所依的事实 JSON',
  sentence      VARCHAR(500) NOT NULL COMMENT '一句话说明',
  status        VARCHAR(10) NOT NULL DEFAULT 'open',
  proposed_at   DATETIME(3) NOT NULL,
  reason        VARCHAR(500) NULL COMMENT '决定的理由或意见',
  until_on      DATE NULL COMMENT '暂缓到哪一天，届时仍未办好则再次建议',
  decided_at    DATETIME(3) NULL,
  decided_name  VARCHAR(40) NULL,
  decided_post  VARCHAR(160) NULL COMMENT '单位与职务',
  open_key      BIGINT AS (IF(status = 'open', assignment_id, NULL)) STORED COMMENT '一份承办同时只有一项待决定',
  UNIQUE KEY ladder_step_open (open_key),
  KEY ladder_step_body (body_id, status, id),
  KEY ladder_step_matter (matter_id, id),
  KEY ladder_step_assignment (assignment_id, id),
  CONSTRAINT ladder_step_of_matter FOREIGN KEY (matter_id) REFERENCES matter (id),
  CONSTRAINT ladder_step_of_assignment FOREIGN KEY (assignment_id) REFERENCES assignment (id),
  CONSTRAINT ladder_step_rung CHECK (rung IN ('remind', 'urge', 'criticise', 'interview', 'account')),
  CONSTRAINT ladder_step_decider CHECK (decider IN ('office', 'charge', 'head')),
  CONSTRAINT ladder_step_status CHECK (status IN ('open', 'accepted', 'deferred', 'dismissed', 'lapsed')),
  CONSTRAINT ladder_step_decided CHECK ((status = 'open') = (decided_at IS NULL)
                                        AND (status = 'deferred') = (until_on IS NOT NULL)
                                        AND (status NOT IN ('deferred', 'dismissed') OR reason IS NOT NULL)),
  CONSTRAINT ladder_step_facts CHECK (JSON_VALID(facts))
) COMMENT '督办升级';

CREATE TABLE IF NOT EXISTS digest (
  id            BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY COMMENT '督办摘要：每位领导一份，由数据生成，办公室加分析后送出',
  version       BIGINT NOT NULL DEFAULT 1,
  body_id       BIGINT NOT NULL,
  membership_id BIGINT NOT NULL COMMENT '送哪位领导',
  person_id     BIGINT NOT NULL,
  leader_name   VARCHAR(40) NOT NULL,
  leader_post   VARCHAR(40) NOT NULL,
  from_on       DATE NOT NULL,
  to_on         DATE NOT NULL,
  status        VARCHAR(8) NOT NULL DEFAULT 'draft',
  content       MEDIUMTEXT NOT NULL COMMENT '由数据生成的内容 JSON',
  note          VARCHAR(4000) NULL COMMENT '办公室的分析和建议',
  notes         MEDIUMTEXT NULL COMMENT '对各事项的分析 JSON：[{matter_id, note}]',
  made_at       DATETIME(3) NOT NULL,
  made_name     VARCHAR(40) NULL COMMENT '空为每周自动生成',
  edited_at     DATETIME(3) NULL,
  edited_name   VARCHAR(40) NULL,
  sent_at       DATETIME(3) NULL,
  sent_name     VARCHAR(40) NULL,
  UNIQUE KEY digest_period (membership_id, from_on, to_on),
  KEY digest_body (body_id, id),
  KEY digest_person (person_id, status, id),
  CONSTRAINT digest_of_membership FOREIGN KEY (membership_id) REFERENCES membership (id),
  CONSTRAINT digest_of_body FOREIGN KEY (body_id) REFERENCES body (id),
  CONSTRAINT digest_status CHECK (status IN ('draft', 'sent') AND (status = 'sent') = (sent_at IS NOT NULL)),
  CONSTRAINT digest_order CHECK (to_on >= from_on),
  CONSTRAINT digest_content CHECK (JSON_VALID(content) AND (notes IS NULL OR JSON_VALID(notes)))
) COMMENT '督办摘要';

-- 一段时间里下达、办结了哪些，该办的哪些按时、哪些误了。
ALTER TABLE matter ADD KEY IF NOT EXISTS matter_issued (body_id, issued_at),
                   ADD KEY IF NOT EXISTS matter_concluded (body_id, concluded_at);
ALTER TABLE due_item ADD KEY IF NOT EXISTS due_item_period (body_id, owes, due_on);
