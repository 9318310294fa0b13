-- 事项上的交流：各承办单位和督办机构都看得见的话，与办公室内部的记录分开
CREATE TABLE IF NOT EXISTS talk (
  matter_id     BIGINT NOT NULL,
  id            BIGINT NOT NULL AUTO_INCREMENT,
  internal      BOOLEAN NOT NULL DEFAULT FALSE COMMENT '内部记录：只有督办机构的领导和办公室看得见',
  at            DATETIME(3) NOT NULL,
  membership_id BIGINT NOT NULL,
  author_name   VARCHAR(40) NOT NULL COMMENT '当时的姓名',
  author_post   VARCHAR(160) NOT NULL COMMENT '当时的单位与职务',
  text          VARCHAR(2000) NOT NULL,
  mentions      VARCHAR(4000) NOT NULL DEFAULT '[]' COMMENT '点到的人 JSON：[{person_id, name}]',
  PRIMARY KEY (matter_id, id),
  KEY talk_id (id),
  CONSTRAINT talk_of_matter FOREIGN KEY (matter_id) REFERENCES matter (id),
  CONSTRAINT talk_mentions CHECK (JSON_VALID(mentions))
) COMMENT '事项上的交流，只增不改';
