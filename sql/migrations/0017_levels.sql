-- 上下级：分解的权重、上级变动的告知；任务分解表导入；同类事项合并；工作移交；代理任职
ALTER TABLE matter
  ADD COLUMN IF NOT EXISTS parent_weight TINYINT NOT NULL DEFAULT 1 COMMENT '在上级交办进度中的权重',
  ADD COLUMN IF NOT EXISTS merged_into BIGINT NULL COMMENT '并入了哪个事项',
  ADD CONSTRAINT matter_merged FOREIGN KEY IF NOT EXISTS (merged_into) REFERENCES matter (id),
  ADD CONSTRAINT IF NOT EXISTS matter_parent_weight CHECK (parent_weight BETWEEN 1 AND 100);

CREATE TABLE IF NOT EXISTS parent_change (
  id        BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY COMMENT '上级交办的变动，告知分解出的事项',
  matter_id BIGINT NOT NULL COMMENT '分解出的事项',
  kind      VARCHAR(12) NOT NULL,
  at        DATETIME(3) NOT NULL,
  text      VARCHAR(1000) NOT NULL COMMENT '变动了什么',
  seen_at   DATETIME(3) NULL COMMENT '下级督办办公室知悉的时间',
  seen_name VARCHAR(40) NULL,
  note      VARCHAR(500) NULL COMMENT '怎样处理',
  KEY parent_change_matter (matter_id, seen_at),
  KEY parent_change_unseen (seen_at, matter_id),
  CONSTRAINT parent_change_of FOREIGN KEY (matter_id) REFERENCES matter (id),
  CONSTRAINT parent_change_kind CHECK (kind IN ('limit', 'withdrawn', 'cancelled', 'suspended', 'resumed', 'rectify'))
) COMMENT '上级交办的变动';

CREATE TABLE IF NOT EXISTS matter_origin (
  id             BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY COMMENT '并入的来源：同一件事的另一个来源和要求',
  matter_id      BIGINT NOT NULL,
  from_matter_id BIGINT NULL COMMENT '并入前已登记的拟办事项',
  from_reg_no    VARCHAR(20) NULL,
  source         VARCHAR(10) NOT NULL,
  source_kind    VARCHAR(40) NULL,
  origin_title   VARCHAR(200) NOT NULL,
  origin_no      VARCHAR(60) NULL,
  origin_on      DATE NULL,
  origin_person  VARCHAR(40) NULL,
  title          VARCHAR(120) NOT NULL COMMENT '原拟事项名称',
  content        TEXT NOT NULL,
  requirement    TEXT NOT NULL,
  reason         VARCHAR(500) NOT NULL COMMENT '为什么并入',
  at             DATETIME(3) NOT NULL,
  by_name        VARCHAR(40) NOT NULL COMMENT '当时的姓名',
  by_post        VARCHAR(160) NOT NULL COMMENT '当时的单位与职务',
  KEY matter_origin_matter (matter_id, id),
  CONSTRAINT matter_origin_of FOREIGN KEY (matter_id) REFERENCES matter (id),
  CONSTRAINT matter_origin_from FOREIGN KEY (from_matter_id) REFERENCES matter (id)
) COMMENT '并入的来源';

CREATE TABLE IF NOT EXISTS matter_import (
  id        BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY COMMENT '任务分解表导入',
  body_id   BIGINT NOT NULL,
  version   BIGINT NOT NULL DEFAULT 1,
  file_name VARCHAR(120) NOT NULL,
  sha256    BINARY(32) NOT NULL COMMENT '文件的散列',
  rows_n    INT NOT NULL COMMENT '文件有几行',
  at        DATETIME(3) NOT NULL COMMENT '上传时间',
  by_name   VARCHAR(40) NOT NULL,
  by_post   VARCHAR(160) NOT NULL,
  done_at   DATETIME(3) NULL COMMENT '确认导入的时间；空为没有导入',
  done_name VARCHAR(40) NULL,
  made_n    INT NOT NULL DEFAULT 0 COMMENT '生成几个拟办事项',
  merged_n  INT NOT NULL DEFAULT 0 COMMENT '并入几个已有事项',
  KEY matter_import_body (body_id, id),
  CONSTRAINT matter_import_of FOREIGN KEY (body_id) REFERENCES body (id)
) COMMENT '任务分解表导入';

ALTER TABLE membership
  ADD COLUMN IF NOT EXISTS acting_for BIGINT NULL COMMENT '代理谁的任职；空为本人任职',
  ADD KEY IF NOT EXISTS membership_acting (acting_for, until_on),
  ADD CONSTRAINT membership_acting_for FOREIGN KEY IF NOT EXISTS (acting_for) REFERENCES membership (id),
  ADD CONSTRAINT IF NOT EXISTS membership_acting_term CHECK (acting_for IS NULL OR until_on IS NOT NULL);

CREATE TABLE IF NOT EXISTS post_handover (
  id                 BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY COMMENT '工作移交',
  from_membership_id BIGINT NOT NULL,
  to_membership_id   BIGINT NOT NULL,
  on_date            DATE NOT NULL COMMENT '移交之日',
  is_ended           BOOLEAN NOT NULL COMMENT '原任职同日结束',
  kinds              VARCHAR(400) NOT NULL COMMENT '移交哪几类',
  items              VARCHAR(1000) NULL COMMENT 'JSON：[{kind, n}]，办完时写下',
  note               VARCHAR(200) NULL,
  by_name            VARCHAR(40) NOT NULL,
  at                 DATETIME(3) NOT NULL,
  done_at            DATETIME(3) NULL COMMENT '空为到期再移交',
  KEY post_handover_from (from_membership_id, id),
  KEY post_handover_due (done_at, on_date),
  CONSTRAINT post_handover_from FOREIGN KEY (from_membership_id) REFERENCES membership (id),
  CONSTRAINT post_handover_to FOREIGN KEY (to_membership_id) REFERENCES membership (id),
  CONSTRAINT post_handover_items CHECK (items IS NULL OR JSON_VALID(items))
) COMMENT '工作移交';
