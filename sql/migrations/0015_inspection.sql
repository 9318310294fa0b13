-- 督查（明查、暗访）：检查清单、计划、成员、到访记录、发现、频次要求
CREATE TABLE IF NOT EXISTS check_list (
  id        BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY COMMENT '检查清单（范本），督查计划从这里取检查项目',
  version   BIGINT NOT NULL DEFAULT 1,
  body_id   BIGINT NOT NULL,
  name      VARCHAR(60) NOT NULL COMMENT '名称，如 医院消防安全',
  is_active BOOLEAN NOT NULL DEFAULT TRUE COMMENT '停用的不再供选用',
  UNIQUE KEY check_list_name (body_id, name),
  CONSTRAINT check_list_of_body FOREIGN KEY (body_id) REFERENCES body (id)
) COMMENT '检查清单';

CREATE TABLE IF NOT EXISTS check_list_item (
  check_list_id BIGINT NOT NULL,
  seq      INT NOT NULL,
  item     VARCHAR(200) NOT NULL COMMENT '检查内容',
  standard VARCHAR(500) NULL COMMENT '检查标准',
  PRIMARY KEY (check_list_id, seq),
  CONSTRAINT check_list_item_of FOREIGN KEY (check_list_id) REFERENCES check_list (id)
) COMMENT '检查清单的项目';

CREATE TABLE IF NOT EXISTS inspection (
  id            BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY COMMENT '督查',
  version       BIGINT NOT NULL DEFAULT 1,
  body_id       BIGINT NOT NULL,
  kind          VARCHAR(10) NOT NULL COMMENT 'open 明查、undercover 暗访（公布之前对被查单位不可见）',
  title         VARCHAR(120) NOT NULL,
  reason        VARCHAR(2000) NOT NULL COMMENT '依据、专项活动、目的',
  from_on       DATE NOT NULL COMMENT '计划起',
  until_on      DATE NOT NULL COMMENT '计划止',
  status        VARCHAR(10) NOT NULL DEFAULT 'planned',
  report        MEDIUMTEXT NULL COMMENT '督查报告，督查组改定',
  reported_at   DATETIME(3) NULL,
  reported_name VARCHAR(40) NULL,
  approved_at   DATETIME(3) NULL,
  approved_name VARCHAR(40) NULL,
  opinion       VARCHAR(1000) NULL COMMENT '审批或退回的意见',
  published_at  DATETIME(3) NULL,
  published_name VARCHAR(40) NULL,
  document_id   BIGINT NULL COMMENT '督查报告（公文）',
  doc_no        VARCHAR(40) NULL,
  cancelled_why VARCHAR(500) NULL,
  created_by    BIGINT NOT NULL COMMENT '任职',
  created_name  VARCHAR(40) NOT NULL,
  created_at    DATETIME(3) NOT NULL,
  KEY inspection_body (body_id, id),
  KEY inspection_status (status, body_id),
  CONSTRAINT inspection_of_body FOREIGN KEY (body_id) REFERENCES body (id),
  CONSTRAINT inspection_of_document FOREIGN KEY (document_id) REFERENCES document (id),
  CONSTRAINT inspection_kind CHECK (kind IN ('open', 'undercover')),
  CONSTRAINT inspection_status CHECK (status IN ('planned', 'underway', 'reported', 'published', 'cancelled')),
  CONSTRAINT inspection_days CHECK (until_on >= from_on),
  CONSTRAINT inspection_published CHECK ((status = 'published') = (published_at IS NOT NULL))
) COMMENT '督查';

CREATE TABLE IF NOT EXISTS inspection_member (
  inspection_id BIGINT NOT NULL,
  seq           INT NOT NULL,
  membership_id BIGINT NULL COMMENT '系统内人员的任职；外请专家为空',
  name          VARCHAR(40) NOT NULL COMMENT '当时的姓名',
  post          VARCHAR(130) NOT NULL COMMENT '当时的单位与职务',
  is_leader     BOOLEAN NOT NULL DEFAULT FALSE COMMENT '督查组组长',
  PRIMARY KEY (inspection_id, seq),
  UNIQUE KEY inspection_member_once (inspection_id, membership_id),
  KEY inspection_member_of (membership_id, inspection_id),
  CONSTRAINT inspection_member_of_inspection FOREIGN KEY (inspection_id) REFERENCES inspection (id),
  CONSTRAINT inspection_member_of_membership FOREIGN KEY (membership_id) REFERENCES membership (id),
  CONSTRAINT inspection_leader CHECK (NOT is_leader OR membership_id IS NOT NULL)
) COMMENT '督查组成员';

CREATE TABLE IF NOT EXISTS inspection_item (
  id            BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY COMMENT '检查项目',
  inspection_id BIGINT NOT NULL,
  seq           INT NOT NULL,
  item          VARCHAR(200) NOT NULL COMMENT '检查内容',
  standard      VARCHAR(500) NULL COMMENT '检查标准',
  UNIQUE KEY inspection_item_seq (inspection_id, seq),
  CONSTRAINT inspection_item_of FOREIGN KEY (inspection_id) REFERENCES inspection (id)
) COMMENT '督查的检查项目';

CREATE TABLE IF NOT EXISTS inspection_matter (
  inspection_id BIGINT NOT NULL,
  matter_id     BIGINT NOT NULL,
  PRIMARY KEY (inspection_id, matter_id),
  KEY inspection_matter_of (matter_id, inspection_id),
  CONSTRAINT inspection_matter_of_inspection FOREIGN KEY (inspection_id) REFERENCES inspection (id),
  CONSTRAINT inspection_matter_of_matter FOREIGN KEY (matter_id) REFERENCES matter (id)
) COMMENT '督查涉及的督办事项';

CREATE TABLE IF NOT EXISTS inspection_visit (
  id             BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY COMMENT '到访一个单位的记录',
  version        BIGINT NOT NULL DEFAULT 1,
  inspection_id  BIGINT NOT NULL,
  unit_id        BIGINT NOT NULL,
  unit_name      VARCHAR(80) NOT NULL COMMENT '当时名称',
  status         VARCHAR(10) NOT NULL DEFAULT 'planned',
  visit_on       DATE NULL COMMENT '到访日期',
  place          VARCHAR(100) NULL COMMENT '地点',
  accompanied_by VARCHAR(200) NULL COMMENT '陪同人；暗访没有',
  feedback       VARCHAR(2000) NULL COMMENT '现场反馈',
  recorded_name  VARCHAR(40) NULL COMMENT '记录人',
  signed_by      VARCHAR(400) NULL COMMENT '签名的督查人员',
  signed_at      DATETIME(3) NULL,
  unit_opinion   VARCHAR(2000) NULL COMMENT '被查单位意见',
  confirmed_name VARCHAR(40) NULL COMMENT '被查单位签名人',
  confirmed_post VARCHAR(130) NULL,
  confirmed_at   DATETIME(3) NULL,
  UNIQUE KEY inspection_visit_unit (inspection_id, unit_id),
  KEY inspection_visit_of_unit (unit_id, status),
  KEY inspection_visit_on (visit_on),
  CONSTRAINT inspection_visit_of FOREIGN KEY (inspection_id) REFERENCES inspection (id),
  CONSTRAINT inspection_visit_of_unit FOREIGN KEY (unit_id) REFERENCES unit (id),
  CONSTRAINT inspection_visit_status CHECK (status IN ('planned', 'done', 'confirmed')),
  CONSTRAINT inspection_visit_done CHECK (status = 'planned' OR (visit_on IS NOT NULL AND signed_at IS NOT NULL)),
  CONSTRAINT inspection_visit_confirmed CHECK ((status = 'confirmed') = (confirmed_at IS NOT NULL))
) COMMENT '督查到访记录';

CREATE TABLE IF NOT EXISTS inspection_finding (
  id           BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY COMMENT '督查发现',
  visit_id     BIGINT NOT NULL,
  item_id      BIGINT NULL COMMENT '对应的检查项目；空为其他问题',
  result       VARCHAR(8) NULL COMMENT 'conform 符合、not 不符合、na 不适用；其他问题为空',
  note         VARCHAR(2000) NULL COMMENT '说明',
  severity     VARCHAR(8) NULL COMMENT '严重程度；问题才有',
  answer_by    DATE NULL COMMENT '要求何日前书面答复；空为不要求',
  directive_id BIGINT NULL COMMENT '公布时形成的交办要求',
  matter_id    BIGINT NULL COMMENT '公布后立项的事项',
  UNIQUE KEY inspection_finding_item (visit_id, item_id),
  CONSTRAINT inspection_finding_of_visit FOREIGN KEY (visit_id) REFERENCES inspection_visit (id),
  CONSTRAINT inspection_finding_of_item FOREIGN KEY (item_id) REFERENCES inspection_item (id),
  CONSTRAINT inspection_finding_of_directive FOREIGN KEY (directive_id) REFERENCES directive (id),
  CONSTRAINT inspection_finding_of_matter FOREIGN KEY (matter_id) REFERENCES matter (id),
  CONSTRAINT inspection_finding_result CHECK (result IS NULL OR result IN ('conform', 'not', 'na')),
  CONSTRAINT inspection_finding_severity CHECK (severity IS NULL OR severity IN ('minor', 'serious', 'grave')),
  CONSTRAINT inspection_finding_problem CHECK ((item_id IS NULL) = (result IS NULL)
    AND (severity IS NOT NULL) = (item_id IS NULL OR result = 'not') AND (answer_by IS NULL OR severity IS NOT NULL))
) COMMENT '督查发现';

CREATE TABLE IF NOT EXISTS inspection_photo (
  finding_id BIGINT NOT NULL,
  file_id    BIGINT NOT NULL,
  PRIMARY KEY (finding_id, file_id),
  CONSTRAINT inspection_photo_of FOREIGN KEY (finding_id) REFERENCES inspection_finding (id),
  CONSTRAINT inspection_photo_file FOREIGN KEY (file_id) REFERENCES file (id)
) COMMENT '督查发现的照片';

CREATE TABLE IF NOT EXISTS inspection_quota (
  id        BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY COMMENT '督查频次要求',
  version   BIGINT NOT NULL DEFAULT 1,
  body_id   BIGINT NOT NULL,
  kind      VARCHAR(10) NULL COMMENT 'open 明查、undercover 暗访；空为都算',
  period    VARCHAR(8) NOT NULL,
  n         INT NOT NULL COMMENT '每期至少几次',
  leader_id BIGINT NULL COMMENT '由哪位领导参加（任职）；空为督办办公室组织',
  is_active BOOLEAN NOT NULL DEFAULT TRUE,
  KEY inspection_quota_body (body_id, is_active),
  CONSTRAINT inspection_quota_of_body FOREIGN KEY (body_id) REFERENCES body (id),
  CONSTRAINT inspection_quota_leader FOREIGN KEY (leader_id) REFERENCES membership (id),
  CONSTRAINT inspection_quota_kind CHECK (kind IS NULL OR kind IN ('open', 'undercover')),
  CONSTRAINT inspection_quota_period CHECK (period IN ('week', 'month')),
  CONSTRAINT inspection_quota_n CHECK (n BETWEEN 1 AND 31)
) COMMENT '督查频次要求';
