-- 机构与人员：单位树、督办机构、人员、任职、分管、联络员交接
CREATE TABLE IF NOT EXISTS body (
  id         BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY COMMENT '督办机构',
  unit_id    BIGINT NOT NULL COMMENT '所在单位',
  name       VARCHAR(80) NOT NULL COMMENT '督办机构名称，如 市卫生健康委员会督办工作领导小组',
  letterhead VARCHAR(60) NOT NULL COMMENT '发文机关标志',
  notice_word VARCHAR(20) NOT NULL COMMENT '督办通知的机关代字，如 卫督办',
  version    BIGINT NOT NULL DEFAULT 1,
  UNIQUE KEY body_unit (unit_id)
) COMMENT '督办机构';

CREATE TABLE IF NOT EXISTS unit (
  id         BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY COMMENT '单位、科室',
  parent_id  BIGINT NULL COMMENT '上级单位',
  body_id    BIGINT NULL COMMENT '向其负责的督办机构；顶层单位为空',
  kind       VARCHAR(16) NOT NULL COMMENT '类别',
  code       VARCHAR(32) NOT NULL COMMENT '单位代码，导入时的对照键',
  name       VARCHAR(80) NOT NULL COMMENT '全称',
  short_name VARCHAR(30) NOT NULL COMMENT '简称',
  phone      VARCHAR(30) NULL COMMENT '办公电话',
  sort       INT NOT NULL DEFAULT 0 COMMENT '排序',
  status     VARCHAR(8) NOT NULL DEFAULT 'active',
  version    BIGINT NOT NULL DEFAULT 1,
  UNIQUE KEY unit_code (code),
  UNIQUE KEY unit_name (parent_id, name),
  KEY unit_body (body_id, sort),
  CONSTRAINT unit_parent FOREIGN KEY (parent_id) REFERENCES unit (id),
  CONSTRAINT unit_body FOREIGN KEY (body_id) REFERENCES body (id),
  CONSTRAINT unit_kind CHECK (kind IN ('bureau', 'section', 'hospital', 'cdc', 'supervision', 'maternal', 'community',
                                       'blood', 'emergency', 'department', 'other')),
  CONSTRAINT unit_status CHECK (status IN ('active', 'closed'))
) COMMENT '单位树';

ALTER TABLE body ADD CONSTRAINT body_of_unit FOREIGN KEY IF NOT EXISTS (unit_id) REFERENCES unit (id);

CREATE TABLE IF NOT EXISTS person (
  id            BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY COMMENT '人员（一人一账号）',
  login         VARCHAR(40) NOT NULL COMMENT '登录名',
  name          VARCHAR(40) NOT NULL COMMENT '姓名',
  class         VARCHAR(8) NOT NULL COMMENT '账号类别：业务、系统管理、审计互斥（三员分立）',
  mobile        VARCHAR(20) NULL COMMENT '手机',
  email         VARCHAR(120) NULL COMMENT '邮箱',
  password_hash VARCHAR(128) NOT NULL COMMENT 'argon2id',
  password_at   DATETIME(3) NOT NULL COMMENT '口令设定时间',
  must_change   BOOLEAN NOT NULL DEFAULT TRUE COMMENT '下次登录须改口令',
  status        VARCHAR(8) NOT NULL DEFAULT 'active',
  last_login_at DATETIME(3) NULL,
  created_at    DATETIME(3) NOT NULL,
  version       BIGINT NOT NULL DEFAULT 1,
  UNIQUE KEY person_login (login),
  UNIQUE KEY person_class_key (id, class),
  CONSTRAINT person_class CHECK (class IN ('business', 'admin', 'auditor')),
  CONSTRAINT person_status CHECK (status IN ('active', 'disabled'))
) COMMENT '人员';

CREATE TABLE IF NOT EXISTS membership (
  id        BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY COMMENT '任职',
  person_id BIGINT NOT NULL,
  class     VARCHAR(8) NOT NULL COMMENT '与人员的账号类别一致，由外键保证',
  unit_id   BIGINT NOT NULL,
  role      VARCHAR(12) NOT NULL,
  `rank`    VARCHAR(8) NULL COMMENT '领导小组：head 组长、deputy 副组长、member 成员',
  post      VARCHAR(40) NOT NULL COMMENT '职务',
  from_on   DATE NOT NULL,
  until_on  DATE NULL COMMENT '离任日期；空为在任',
  version   BIGINT NOT NULL DEFAULT 1,
  KEY membership_person (person_id, until_on),
  KEY membership_unit (unit_id, role, until_on),
  CONSTRAINT membership_of_person FOREIGN KEY (person_id, class) REFERENCES person (id, class),
  CONSTRAINT membership_of_unit FOREIGN KEY (unit_id) REFERENCES unit (id),
  CONSTRAINT membership_separation CHECK (
    (class = 'admin' AND role = 'admin') OR (class = 'auditor' AND role = 'auditor')
    OR (class = 'business' AND role IN ('leader', 'office', 'department', 'liaison'))),
  CONSTRAINT membership_rank CHECK ((role = 'leader') = (`rank` IS NOT NULL)),
  CONSTRAINT membership_rank_value CHECK (`rank` IS NULL OR `rank` IN ('head', 'deputy', 'member')),
  CONSTRAINT membership_term CHECK (until_on IS NULL OR until_on >= from_on)
) COMMENT '任职';

CREATE TABLE IF NOT EXISTS charge (
  id            BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY COMMENT '分管',
  membership_id BIGINT NOT NULL COMMENT '副组长的任职',
  unit_id       BIGINT NOT NULL,
  from_on       DATE NOT NULL,
  until_on      DATE NULL,
  KEY charge_membership (membership_id, unit_id),
  KEY charge_unit (unit_id, until_on),
  CONSTRAINT charge_of_membership FOREIGN KEY (membership_id) REFERENCES membership (id),
  CONSTRAINT charge_of_unit FOREIGN KEY (unit_id) REFERENCES unit (id)
) COMMENT '分管';

CREATE TABLE IF NOT EXISTS handover (
  id        BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY COMMENT '联络员交接',
  unit_id   BIGINT NOT NULL,
  from_membership_id BIGINT NULL,
  to_membership_id   BIGINT NOT NULL,
  on_date   DATE NOT NULL COMMENT '交接日期',
  note      VARCHAR(200) NULL,
  by_name   VARCHAR(40) NOT NULL COMMENT '登记人',
  at        DATETIME(3) NOT NULL,
  KEY handover_unit (unit_id, id),
  CONSTRAINT handover_from FOREIGN KEY (from_membership_id) REFERENCES membership (id),
  CONSTRAINT handover_to FOREIGN KEY (to_membership_id) REFERENCES membership (id),
  CONSTRAINT handover_of_unit FOREIGN KEY (unit_id) REFERENCES unit (id)
) COMMENT '联络员交接';
