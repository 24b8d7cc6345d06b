PRAGMA application_id = 1399349615;
PRAGMA user_version = 4;
BEGIN TRANSACTION;
CREATE TABLE calls ( whistle VARCHAR NOT NULL, unit VARCHAR NOT NULL, role VARCHAR NOT NULL, basis VARCHAR NOT NULL, called_at BIGINT NOT NULL, due BIGINT NOT NULL, arrived_at BIGINT, arrived_by VARCHAR, answered_at BIGINT, answer VARCHAR, score INTEGER, PRIMARY KEY (whistle, unit), FOREIGN KEY(whistle) REFERENCES whistles (number) DEFERRABLE INITIALLY DEFERRED );
INSERT INTO "calls" VALUES('SZ-18-00002-S1','pingan','lead','《消防法》第28、60条',1526627100,1526634300,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "calls" VALUES('SZ-18-00002-S1','xiaofang','power','《消防法》第28、60条；《北京市物业管理条例》（2024修正）第98条第10项',1526627100,1526634300,1526628000,'01a22efb-fb7b-724d-b1a4-be1f5eb37b1b',1526629200,'01a22efb-fc28-73c0-b803-6992330acd57',90);
CREATE TABLE cases ( number VARCHAR NOT NULL, desk VARCHAR NOT NULL, year INTEGER NOT NULL, running BIGINT NOT NULL, state VARCHAR NOT NULL, open BOOLEAN NOT NULL, channel VARCHAR NOT NULL, community VARCHAR NOT NULL, lane VARCHAR NOT NULL, ref VARCHAR, issue VARCHAR NOT NULL, address VARCHAR, person VARCHAR, duty VARCHAR, lead VARCHAR, decided_by VARCHAR, tier VARCHAR NOT NULL, logged_at BIGINT NOT NULL, recorded_at BIGINT NOT NULL, respond_due BIGINT NOT NULL, due BIGINT NOT NULL, due_known BOOLEAN NOT NULL, since BIGINT NOT NULL, outcome VARCHAR, solved VARCHAR, satisfied VARCHAR, resolved_at BIGINT, called_back_at BIGINT, ended_at BIGINT, reopened INTEGER NOT NULL, last_entry VARCHAR NOT NULL, contacted_at BIGINT, paused_at BIGINT, paused_until BIGINT, to_tell VARCHAR, PRIMARY KEY (number), UNIQUE (desk, year, running), UNIQUE (ref) );
INSERT INTO "cases" VALUES('SZ-18-00001','SZ',2018,1,'handling',1,'12345','','','工单1','01a22efb-f793-726c-8815-2bc5730805ed',NULL,NULL,'CG-26','chengshi_guanli','officer','general',1526626800,1526626800,1526713200,1527609599,1,1526626800,NULL,NULL,NULL,NULL,NULL,NULL,0,'01a22efc-0541-7323-aacb-7cc5c7570bdb',1526630520,1526630580,1527004799,'paused');
INSERT INTO "cases" VALUES('SZ-18-00002','SZ',2018,2,'closed',0,'visit','','',NULL,'01a22efb-f84c-7294-bb8c-e916128fd3ca',NULL,'01a22efb-f84c-7295-abb8-13a4a1c71f9e','PA-05','pingan','officer','general',1526626860,1526626860,1526713260,1527263999,1,1526629980,'01a22efb-fe2b-72dd-987d-3233ed579a2c','yes','yes',1526629860,1526629920,1526629980,0,'01a22efb-ff58-70c1-a67d-9b351c42e12f',1526626860,NULL,NULL,NULL);
INSERT INTO "cases" VALUES('SZ-18-00003','SZ',2018,3,'closed',0,'visit','','',NULL,'01a22efb-f8f8-7055-a669-5a955c84b4cd',NULL,NULL,'CG-31','chengshi_guanli','officer','general',1526626920,1526626920,1526713320,1527263999,1,1526626920,'01a22efb-f8f8-7060-83f7-593c74a1ca62',NULL,NULL,1526626920,NULL,1526626920,0,'01a22efb-f8f8-72e1-8079-63956bbc3c5e',1526626920,NULL,NULL,NULL);
INSERT INTO "cases" VALUES('SZ-18-00004','SZ',2018,4,'referred',0,'visit','','',NULL,'01a22efb-f998-71a5-bff5-ff247cbf9ca2',NULL,NULL,'CG-26','chengshi_guanli','officer','general',1526626980,1526626980,1526713380,1527263999,1,1526630040,'01a22efb-ffed-7165-b97c-d4036fce6d10',NULL,NULL,NULL,NULL,1526630040,0,'01a22efb-ffed-7168-ba4a-720e7ede01f1',1526626980,NULL,NULL,NULL);
INSERT INTO "cases" VALUES('SZ-18-00005','SZ',2018,5,'advised',0,'visit','','',NULL,'01a22efb-fa37-72e4-b345-21c9b66bb2c3',NULL,NULL,'NS-07',NULL,'officer','general',1526627040,1526627040,1526713440,1527263999,1,1526630100,'01a22efc-0083-7256-8ab1-21f50699455e',NULL,NULL,NULL,NULL,1526630100,0,'01a22efc-0083-7257-9f72-50dc46aedf56',1526627040,NULL,NULL,NULL);
CREATE TABLE entries ( id VARCHAR NOT NULL, desk VARCHAR NOT NULL, number BIGINT NOT NULL, "case" VARCHAR NOT NULL, act VARCHAR NOT NULL, happened_at BIGINT NOT NULL, recorded_at BIGINT NOT NULL, actor VARCHAR NOT NULL, body VARCHAR NOT NULL, clock_set BOOLEAN NOT NULL, digest VARCHAR NOT NULL, PRIMARY KEY (id), UNIQUE (desk, number), FOREIGN KEY("case") REFERENCES cases (number) DEFERRABLE INITIALLY DEFERRED );
INSERT INTO "entries" VALUES('01a22efb-f793-7340-91ab-d779a35f79ea','SZ',1,'SZ-18-00001','logged',1526626800,1526626800,'专员甲','{"address":null,"channel":"12345","community":"","confidence":1.0,"decided_by":"officer","due":1527263999,"due_known":true,"duty":"CG-26","how":null,"issue":{"seal":"f03050bd6f4587928f5e2db59823079592d3273f042ad063f9466f4c6b2fd9fd","text":"01a22efb-f793-726c-8815-2bc5730805ed"},"lane":"","lead":"chengshi_guanli","moves":false,"person":null,"ref":"工单1","resolve":"7d","respond":"24h","respond_due":1526713200,"running":1,"tier":"general","year":2018}',1,'fbc25a66d5d5dd010b055bfd24a98182ab56b2d1cf6e0d0faa249092da88a55c');
INSERT INTO "entries" VALUES('01a22efb-f84c-72e1-b141-f489e7c146a7','SZ',2,'SZ-18-00002','logged',1526626860,1526626860,'专员甲','{"address":null,"channel":"visit","community":"","confidence":0.9999,"decided_by":"officer","due":1527263999,"due_known":true,"duty":"PA-05","how":null,"issue":{"seal":"c577efbcddfca6a3853392509c2d2838c3ec56833cd3ab393297ab936f7fc3f2","text":"01a22efb-f84c-7294-bb8c-e916128fd3ca"},"lane":"","lead":"pingan","moves":false,"person":{"seal":"537d5de71b10f46a091927e9559bcffe6fb77c70d0f71b861cd2e552e30c90af","text":"01a22efb-f84c-7295-abb8-13a4a1c71f9e"},"ref":null,"resolve":"7d","respond":"24h","respond_due":1526713260,"running":2,"tier":"general","year":2018}',1,'09ebea9867b415005e3dc30f1e6d371e60f4c10a08ce31b8ee1514930c150534');
INSERT INTO "entries" VALUES('01a22efb-f8f8-72e1-8079-63956bbc3c5e','SZ',3,'SZ-18-00003','settled',1526626920,1526626920,'专员甲','{"address":null,"channel":"visit","community":"","confidence":0.9396,"decided_by":"officer","due":1527263999,"due_known":true,"duty":"CG-31","how":{"seal":"cc7e503b04ab43bed02d409111afc3968efec10912dba7f6b4ef4bedf6fd1839","text":"01a22efb-f8f8-7060-83f7-593c74a1ca62"},"issue":{"seal":"3c2a2aa20de9dd79c8f53251aace53e4ced29e243663a6168502c91935d3c231","text":"01a22efb-f8f8-7055-a669-5a955c84b4cd"},"lane":"","lead":"chengshi_guanli","moves":false,"person":null,"ref":null,"resolve":"7d","respond":"24h","respond_due":1526713320,"running":3,"tier":"general","year":2018}',1,'7550996e23e1999767a6e6b964acf3063abb5b82f8b6fd69b0fb94ee1fd64154');
INSERT INTO "entries" VALUES('01a22efb-f998-737c-ba75-7e23f3cd2ac7','SZ',4,'SZ-18-00004','logged',1526626980,1526626980,'专员甲','{"address":null,"channel":"visit","community":"","confidence":0.9739,"decided_by":"officer","due":1527263999,"due_known":true,"duty":"CG-26","how":null,"issue":{"seal":"e6c49283ed01f50023a2da837efde2be687dcd7cc78ddc1d378885077ac5b209","text":"01a22efb-f998-71a5-bff5-ff247cbf9ca2"},"lane":"","lead":"chengshi_guanli","moves":false,"person":null,"ref":null,"resolve":"7d","respond":"24h","respond_due":1526713380,"running":4,"tier":"general","year":2018}',1,'4363a111bd8ea9d1e4121a2be7471a2deee216bd27ec24b959ccae32931b15ff');
INSERT INTO "entries" VALUES('01a22efb-fa37-72e5-8ffc-4659819a7c97','SZ',5,'SZ-18-00005','logged',1526627040,1526627040,'专员甲','{"address":null,"channel":"visit","community":"","confidence":0.9994,"decided_by":"officer","due":1527263999,"due_known":true,"duty":"NS-07","how":null,"issue":{"seal":"7717c11311f1c179f55bca371d791ae77bff4f96ad120ecdce23bbd3f1d5b14f","text":"01a22efb-fa37-72e4-b345-21c9b66bb2c3"},"lane":"","lead":null,"moves":false,"person":null,"ref":null,"resolve":"7d","respond":"24h","respond_due":1526713440,"running":5,"tier":"general","year":2018}',1,'559b6edd9b0f6f9dcf92d4c743f3b669397012f5734deca6ec7777eaccbd64be');
INSERT INTO "entries" VALUES('01a22efb-fad1-7367-9ef9-2d6f6b2037fc','SZ',6,'SZ-18-00002','whistled',1526627100,1526627100,'专员甲','{"calls":[{"basis":"《消防法》第28、60条","due":1526634300,"role":"lead","unit":"pingan"},{"basis":"《消防法》第28、60条；《北京市物业管理条例》（2024修正）第98条第10项","due":1526634300,"role":"power","unit":"xiaofang"}],"due":1526634300,"kind":"ZF","reason":{"seal":"6d3b0c4c275fd53a7f03ba8c0e2ed01b51e3d25fe829d0316213be70d0773b9b","text":"01a22efb-fad1-7366-a3ce-d818b026909c"},"whistle":"SZ-18-00002-S1"}',1,'08c4d8a1d5b4d72bd16250b7ecb96e60c668614f5502846169bd00f48a40847f');
INSERT INTO "entries" VALUES('01a22efb-fb7b-724e-9531-1d61c64e2613','SZ',7,'SZ-18-00002','arrived',1526628000,1526628000,'xiaofang','{"by":{"seal":"61e02eda0e04e2b23e6db699dd0f2d9f3cbe0ef7956c7c15f70499c63eef6625","text":"01a22efb-fb7b-724d-b1a4-be1f5eb37b1b"},"unit":"xiaofang","whistle":"SZ-18-00002-S1"}',1,'e7eb5ccba008bd9ddd2ec477383421b6ea098958e62d3108de00d4d0cdf7d047');
INSERT INTO "entries" VALUES('01a22efb-fc28-73c1-b19c-03b3d4219491','SZ',8,'SZ-18-00002','answered',1526629200,1526629200,'xiaofang','{"result":{"seal":"04120268f155755788f572b45bb20d3295ea33779dddb34ba011f618fffab445","text":"01a22efb-fc28-73c0-b803-6992330acd57"},"unit":"xiaofang","whistle":"SZ-18-00002-S1"}',1,'a294617885a71131ac183b0b7e1fe6d13c44bd02ae9df7f5f1ef88fa19afad3e');
INSERT INTO "entries" VALUES('01a22efb-fcdd-710c-adba-bd47b3607294','SZ',9,'SZ-18-00002','rated',1526629500,1526629500,'专员甲','{"score":90,"unit":"xiaofang","whistle":"SZ-18-00002-S1"}',1,'32cbb68d8099eaf4374469efce2b2f43be4c6e86feb3cfadd69f73c95b3c0643');
INSERT INTO "entries" VALUES('01a22efb-fd91-73a1-82f4-d93b338a0de2','SZ',10,'SZ-18-00002','stood_down',1526629800,1526629800,'专员甲','{"note":null,"whistle":"SZ-18-00002-S1"}',1,'709eb04ff78810baac76cd161496cd8904057d04d8acebcdfe3a698c1c59a765');
INSERT INTO "entries" VALUES('01a22efb-fe2b-72de-9684-3edfae883081','SZ',11,'SZ-18-00002','resolved',1526629860,1526629860,'专员甲','{"how":{"seal":"d135aef866010a1077a02d5008a88620e35ba277bd4b76a35a73486fa31a07a1","text":"01a22efb-fe2b-72dd-987d-3233ed579a2c"}}',1,'67a0c696bee9ba94c806baf57f0f40b5ea23cf84c404701e065140c9453a011e');
INSERT INTO "entries" VALUES('01a22efb-febf-7313-8dce-c0698d48d533','SZ',12,'SZ-18-00002','called_back',1526629920,1526629920,'专员甲','{"satisfied":"yes","solved":"yes"}',1,'f9540d731e0ee22b0dbabcdde67b506f0acf523b52ee2a7c81c988186e88df7c');
INSERT INTO "entries" VALUES('01a22efb-ff58-70c1-a67d-9b351c42e12f','SZ',13,'SZ-18-00002','closed',1526629980,1526629980,'专员甲','{"reason":null}',1,'0a35e6a08551a93a05a617630d97195770aeec6154c7cd4f7c7b6dc65411b102');
INSERT INTO "entries" VALUES('01a22efb-ffed-7168-ba4a-720e7ede01f1','SZ',14,'SZ-18-00004','referred',1526630040,1526630040,'专员甲','{"how":{"seal":"634d624ba6683895c2f4571c0980ccfba2f6f789bd0291df79c5805a70826849","text":"01a22efb-ffed-7165-b97c-d4036fce6d10"},"to":"dianli"}',1,'5c62fce555bd307da01657a698bad0dc1d5709abb7478e4ade99c792fba5f61a');
INSERT INTO "entries" VALUES('01a22efc-0083-7257-9f72-50dc46aedf56','SZ',15,'SZ-18-00005','advised',1526630100,1526630100,'专员甲','{"how":{"seal":"7cc005fd55c18728e059e7e98935370389e7317daa08a1140eb1f9e969131175","text":"01a22efc-0083-7256-8ab1-21f50699455e"}}',1,'b90f0bb2cf0d7b7795b5e0344e084dd7f7a1846cab8d5fd95d53c88f382ad4e8');
INSERT INTO "entries" VALUES('01a22efc-0116-736f-83d0-295e98a42f22','SZ',16,'SZ-18-00001','noted',1526630160,1526630160,'专员甲','{"note":{"seal":"4d88a4c88500c2078e6bc7c494269737dd3870cff59b8273e025d430725961ab","text":"01a22efc-0116-736e-871b-0d1ad38a557f"}}',1,'bb36253c35b84a7caace8cb97e642ef1222ccc9f2c87baec395dbef96d82adaa');
INSERT INTO "entries" VALUES('01a22efc-01a7-710c-b7c1-61964aff67d8','SZ',17,'SZ-18-00001','assigned',1526630220,1526630220,'专员甲','{"decided_by":"officer","due":1527263999,"due_known":true,"duty":"PA-05","lead":"pingan","moves":false,"resolve":"7d","respond":"24h","respond_due":1526713200,"tier":"general"}',1,'4a104d22aa0a691f2031af2589a67e493cebf36f61c400cbb67f34419abe5373');
INSERT INTO "entries" VALUES('01a22efc-0239-733f-b071-f40bd1816ac7','SZ',18,'SZ-18-00001','undone',1526630280,1526630280,'专员甲','{"undoes":"01a22efc-01a7-710c-b7c1-61964aff67d8"}',1,'e9f4c7f7675319746fe0007f49f5303d3659a34f552f494b710dabc10a99bc61');
INSERT INTO "entries" VALUES('01a22efc-04ac-736b-98a5-7d5587af502c','SZ',19,'SZ-18-00001','contacted',1526630520,1526630520,'专员甲','{"how":{"seal":"84137770a94a9507634aed9f34ca9542146eaf5e33427e93f01e1253212d36d7","text":"01a22efc-04ac-72e4-923e-3918c987c512"},"told":false}',1,'6d506a35fd2561d2d5920eb60066400d7580d5638cb584b2f7104f629a156b0b');
INSERT INTO "entries" VALUES('01a22efc-0541-7323-aacb-7cc5c7570bdb','SZ',20,'SZ-18-00001','paused',1526630580,1526630580,'专员甲','{"approver":{"seal":"71c888f88022ffbfa52f81a257cd11bc27c84ed73729f01d796808f4f55b51bf","text":"01a22efc-0541-71be-aef7-85c9cb480512"},"due":1527609599,"due_known":true,"reason":{"seal":"938470951e54c03a561dcd72883701b3d4cfe1e90e47833057e32ef8b7696c14","text":"01a22efc-0541-71bd-9779-65b0308d6d86"},"told":null,"until":1527004799}',1,'75d96f6773a16ef5b48717af1a9696a42ad3aeae8fe8c5efe1ad6b54edf4bae9');
CREATE TABLE lessons ( "case" VARCHAR NOT NULL, duty VARCHAR NOT NULL, "instead" VARCHAR, taught_at BIGINT NOT NULL, grams BLOB NOT NULL, PRIMARY KEY ("case"), FOREIGN KEY("case") REFERENCES cases (number) DEFERRABLE INITIALLY DEFERRED );
CREATE TABLE moves ( entry VARCHAR NOT NULL, "case" VARCHAR NOT NULL, what VARCHAR NOT NULL, how VARCHAR NOT NULL, delta INTEGER NOT NULL, happened_at BIGINT NOT NULL, recorded_at BIGINT NOT NULL, channel VARCHAR NOT NULL, community VARCHAR NOT NULL, lane VARCHAR NOT NULL, duty VARCHAR NOT NULL, PRIMARY KEY (entry, what), FOREIGN KEY(entry) REFERENCES entries (id) DEFERRABLE INITIALLY DEFERRED, FOREIGN KEY("case") REFERENCES cases (number) DEFERRABLE INITIALLY DEFERRED );
INSERT INTO "moves" VALUES('01a22efb-f793-7340-91ab-d779a35f79ea','SZ-18-00001','new','logged',1,1526626800,1526626800,'12345','','','CG-26');
INSERT INTO "moves" VALUES('01a22efb-f84c-72e1-b141-f489e7c146a7','SZ-18-00002','new','logged',1,1526626860,1526626860,'visit','','','PA-05');
INSERT INTO "moves" VALUES('01a22efb-f8f8-72e1-8079-63956bbc3c5e','SZ-18-00003','new','settled',1,1526626920,1526626920,'visit','','','CG-31');
INSERT INTO "moves" VALUES('01a22efb-f8f8-72e1-8079-63956bbc3c5e','SZ-18-00003','ended','settled',-1,1526626920,1526626920,'visit','','','CG-31');
INSERT INTO "moves" VALUES('01a22efb-f998-737c-ba75-7e23f3cd2ac7','SZ-18-00004','new','logged',1,1526626980,1526626980,'visit','','','CG-26');
INSERT INTO "moves" VALUES('01a22efb-fa37-72e5-8ffc-4659819a7c97','SZ-18-00005','new','logged',1,1526627040,1526627040,'visit','','','NS-07');
INSERT INTO "moves" VALUES('01a22efb-ff58-70c1-a67d-9b351c42e12f','SZ-18-00002','ended','closed',-1,1526629980,1526629980,'visit','','','PA-05');
INSERT INTO "moves" VALUES('01a22efb-ffed-7168-ba4a-720e7ede01f1','SZ-18-00004','ended','referred',-1,1526630040,1526630040,'visit','','','CG-26');
INSERT INTO "moves" VALUES('01a22efc-0083-7257-9f72-50dc46aedf56','SZ-18-00005','ended','advised',-1,1526630100,1526630100,'visit','','','NS-07');
INSERT INTO "moves" VALUES('01a22efc-01a7-710c-b7c1-61964aff67d8','SZ-18-00001','moved_out','assigned',-1,1526630220,1526630220,'12345','','','CG-26');
INSERT INTO "moves" VALUES('01a22efc-01a7-710c-b7c1-61964aff67d8','SZ-18-00001','moved_in','assigned',1,1526630220,1526630220,'12345','','','PA-05');
INSERT INTO "moves" VALUES('01a22efc-0239-733f-b071-f40bd1816ac7','SZ-18-00001','moved_out','assigned',1,1526630220,1526630280,'12345','','','CG-26');
INSERT INTO "moves" VALUES('01a22efc-0239-733f-b071-f40bd1816ac7','SZ-18-00001','moved_in','assigned',-1,1526630220,1526630280,'12345','','','PA-05');
CREATE TABLE people ( id VARCHAR NOT NULL, "case" VARCHAR NOT NULL, kind VARCHAR NOT NULL, name VARCHAR NOT NULL, phone VARCHAR NOT NULL, salt VARCHAR NOT NULL, PRIMARY KEY (id), FOREIGN KEY("case") REFERENCES cases (number) DEFERRABLE INITIALLY DEFERRED );
INSERT INTO "people" VALUES('01a22efb-f84c-7295-abb8-13a4a1c71f9e','SZ-18-00002','resident','王小明','13812345678','0743a1cccce919dc5fe2f55db278310b');
INSERT INTO "people" VALUES('01a22efb-fb7b-724d-b1a4-be1f5eb37b1b','SZ-18-00002','unit','李队','','452b086772d10e8caa7e05ce8135e5c1');
INSERT INTO "people" VALUES('01a22efc-0541-71be-aef7-85c9cb480512','SZ-18-00001','approver','陈主任','','9de14c616f3f76348eb63c2490d93da0');
CREATE TABLE task_entries ( id VARCHAR NOT NULL, desk VARCHAR NOT NULL, number BIGINT NOT NULL, task VARCHAR NOT NULL, act VARCHAR NOT NULL, happened_at BIGINT NOT NULL, recorded_at BIGINT NOT NULL, actor VARCHAR NOT NULL, body VARCHAR NOT NULL, clock_set BOOLEAN NOT NULL, digest VARCHAR NOT NULL, PRIMARY KEY (id), UNIQUE (desk, number), FOREIGN KEY(task) REFERENCES tasks (number) DEFERRABLE INITIALLY DEFERRED );
INSERT INTO "task_entries" VALUES('01a22efc-02e2-7379-9152-8bd69713d8e0','SZ',1,'SZ-18-R0001','received',1526630340,1526630340,'专员甲','{"answer_due":null,"asked":null,"basis":null,"community":"","confidence":0.8817,"decided_by":"list","duty":"NS-09","fit":"off","issue":{"seal":"3516c372c9bfc20adc01cade5d5f139db34a816831ea56016e24610d4182c054","text":"01a22efc-02e2-7378-8a72-24c7af8037b6"},"lead":"qu_jiaowei","list":"0.2","ref":"","running":1,"source":"qu_jiaowei","starts_after":null,"title":"学区划片、入学招生、学校管理","year":2018}',1,'bd96707f65fcf1100ee81303d2989f27cd9d54871531cae08e98c416861a6aef');
INSERT INTO "task_entries" VALUES('01a22efc-0379-71f4-9129-42c090ccb656','SZ',2,'SZ-18-R0001','assigned',1526630400,1526630400,'专员甲','{"basis":null,"decided_by":"officer","duty":null,"fit":"off","lead":null,"list":"0.2","title":null}',1,'3568672e19a132ce8546cf848aec71d064d413a56e4dce7ec70c75b3a7495f96');
INSERT INTO "task_entries" VALUES('01a22efc-041a-72a7-ad24-a46a507a9389','SZ',3,'SZ-18-R0001','declined',1526630460,1526630460,'专员甲','{"letter":{"seal":"f138bb459a714960d28d1ad4dff0120a4967c6b390e3a406cfce24b1a6c9939a","text":"01a22efc-041a-726a-90ad-5f2013a72dd6"},"reason":{"seal":"3c9eeac1df404d63f26cb365ea3b1c0b9cdf332092a52d129708ca0e7f29fdfa","text":"01a22efc-0419-7166-937f-f42af71e3343"}}',1,'abc4d44e3ed40bbcb4ec55f5a3971360b1bad99677cead3842a06048339f0516');
CREATE TABLE task_texts ( id VARCHAR NOT NULL, task VARCHAR NOT NULL, kind VARCHAR NOT NULL, body VARCHAR NOT NULL, salt VARCHAR NOT NULL, PRIMARY KEY (id), FOREIGN KEY(task) REFERENCES tasks (number) DEFERRABLE INITIALLY DEFERRED );
INSERT INTO "task_texts" VALUES('01a22efc-02e2-7378-8a72-24c7af8037b6','SZ-18-R0001','issue','请街道负责辖区中小学校外培训机构审批','0af1c04a65d20e1ad1358c201ea8c78b');
INSERT INTO "task_texts" VALUES('01a22efc-0419-7166-937f-f42af71e3343','SZ-18-R0001','reason','不属街道','a7281fe25664637c8450b4906c759c6c');
INSERT INTO "task_texts" VALUES('01a22efc-041a-726a-90ad-5f2013a72dd6','SZ-18-R0001','letter','职责准入复函
【草稿·清单未核】
编号：SZ-18-R0001

区教育委员会：

你单位2018年5月18日交办事项收悉：
    请街道负责辖区中小学校外培训机构审批
经与职责清单比对，现答复如下。

一、比对结果
    清单内没有该事项。
    清单版本：0.2。
二、依据
    《北京市街道办事处条例》第10条：街道职责清单依法律、法规制定，由市里公布，区里可以细化；未经市、区政府批准，街道不承担部门交办的清单外事项。第41条：经批准的临时性工作，应当配给人员、经费和技术，并明确要求、标准和流程。
三、理由
    不属街道
四、意见
    我街道不承接，予以退回。确需街道承担的，请报市或区政府批准后另行交办，并按第41条落实保障。

    （印章）
    2018年5月18日
','53c466f7227e9408512edacd4e2405fe');
CREATE TABLE tasks ( number VARCHAR NOT NULL, desk VARCHAR NOT NULL, year INTEGER NOT NULL, running BIGINT NOT NULL, state VARCHAR NOT NULL, source VARCHAR NOT NULL, ref VARCHAR NOT NULL, community VARCHAR NOT NULL, issue VARCHAR NOT NULL, asked VARCHAR, fit VARCHAR NOT NULL, duty VARCHAR, lead VARCHAR, decided_by VARCHAR, received_at BIGINT NOT NULL, recorded_at BIGINT NOT NULL, answer_due BIGINT, starts_after BIGINT, reason VARCHAR, letter VARCHAR, approval VARCHAR, approver VARCHAR, answered_at BIGINT, last_entry VARCHAR NOT NULL, PRIMARY KEY (number), UNIQUE (desk, year, running) );
INSERT INTO "tasks" VALUES('SZ-18-R0001','SZ',2018,1,'declined','qu_jiaowei','','','01a22efc-02e2-7378-8a72-24c7af8037b6',NULL,'off',NULL,NULL,'officer',1526630340,1526630340,NULL,NULL,'01a22efc-0419-7166-937f-f42af71e3343','01a22efc-041a-726a-90ad-5f2013a72dd6',NULL,NULL,1526630460,'01a22efc-041a-72a7-ad24-a46a507a9389');
CREATE TABLE texts ( id VARCHAR NOT NULL, "case" VARCHAR NOT NULL, kind VARCHAR NOT NULL, body VARCHAR NOT NULL, salt VARCHAR NOT NULL, PRIMARY KEY (id), FOREIGN KEY("case") REFERENCES cases (number) DEFERRABLE INITIALLY DEFERRED );
INSERT INTO "texts" VALUES('01a22efb-f793-726c-8815-2bc5730805ed','SZ-18-00001','issue','路灯不亮','b5e71899984b7c3b1ac1170f1b991636');
INSERT INTO "texts" VALUES('01a22efb-f84c-7294-bb8c-e916128fd3ca','SZ-18-00002','issue','楼道堆满杂物','09a3fcee8bcef0a76bde7b2988dd2b14');
INSERT INTO "texts" VALUES('01a22efb-f8f8-7055-a669-5a955c84b4cd','SZ-18-00003','issue','树挡光','06c3ebcceeee0a59d0933659db8d1649');
INSERT INTO "texts" VALUES('01a22efb-f8f8-7060-83f7-593c74a1ca62','SZ-18-00003','how','当场说明','bb68144e8bc58adb6199f5ad6e9ceefd');
INSERT INTO "texts" VALUES('01a22efb-f998-71a5-bff5-ff247cbf9ca2','SZ-18-00004','issue','变压器整夜响','34b7246dcf489774e8039226055ad597');
INSERT INTO "texts" VALUES('01a22efb-fa37-72e4-b345-21c9b66bb2c3','SZ-18-00005','issue','发票开错了','c162c550a963da45e6da2c226390c1e7');
INSERT INTO "texts" VALUES('01a22efb-fad1-7366-a3ce-d818b026909c','SZ-18-00002','reason','劝了三次','623c52cfd0ba950be8ab467c40403cbf');
INSERT INTO "texts" VALUES('01a22efb-fc28-73c0-b803-6992330acd57','SZ-18-00002','answer','当场清理','9e27f616546740cdee0535e3668fd46e');
INSERT INTO "texts" VALUES('01a22efb-fe2b-72dd-987d-3233ed579a2c','SZ-18-00002','outcome','清走了','bdc2989cf72755957f3941b7edf31d52');
INSERT INTO "texts" VALUES('01a22efb-ffed-7165-b97c-d4036fce6d10','SZ-18-00004','outcome','归他们','27d11309858d7411bf155eeba659d7ed');
INSERT INTO "texts" VALUES('01a22efc-0083-7256-8ab1-21f50699455e','SZ-18-00005','outcome','税务机关: 12366','bdd302b597650d5223d7d73f8d5b8911');
INSERT INTO "texts" VALUES('01a22efc-0116-736e-871b-0d1ad38a557f','SZ-18-00001','note','去看过了','343e0baf0e15954a531d36bb2f65b4f2');
INSERT INTO "texts" VALUES('01a22efc-04ac-72e4-923e-3918c987c512','SZ-18-00001','contact','打了电话','367764bac00e69992df27282d7993953');
INSERT INTO "texts" VALUES('01a22efc-0541-71bd-9779-65b0308d6d86','SZ-18-00001','reason','等厂家','47e7dc6e66bdc28fd279a0144b687363');
CREATE TABLE views ( id VARCHAR NOT NULL, "case" VARCHAR NOT NULL, seen_at BIGINT NOT NULL, actor VARCHAR NOT NULL, clock_set BOOLEAN NOT NULL, PRIMARY KEY (id), FOREIGN KEY("case") REFERENCES cases (number) DEFERRABLE INITIALLY DEFERRED );
CREATE TABLE whistles ( number VARCHAR NOT NULL, "case" VARCHAR NOT NULL, kind VARCHAR NOT NULL, reason VARCHAR, whistled_at BIGINT NOT NULL, due BIGINT NOT NULL, stood_down_at BIGINT, PRIMARY KEY (number), FOREIGN KEY("case") REFERENCES cases (number) DEFERRABLE INITIALLY DEFERRED );
INSERT INTO "whistles" VALUES('SZ-18-00002-S1','SZ-18-00002','ZF','01a22efb-fad1-7366-a3ce-d818b026909c',1526627100,1526634300,1526629800);
CREATE INDEX cases_by_due ON cases (open, due);
CREATE INDEX cases_by_duty ON cases (duty, open, logged_at);
CREATE INDEX cases_by_running ON cases (running);
CREATE INDEX cases_by_state ON cases (state, due);
CREATE INDEX ix_cases_logged_at ON cases (logged_at);
CREATE INDEX tasks_by_running ON tasks (running);
CREATE INDEX tasks_by_state ON tasks (state, received_at);
CREATE INDEX entries_of_case ON entries ("case", number);
CREATE INDEX ix_lessons_taught_at ON lessons (taught_at);
CREATE INDEX ix_people_case ON people ("case");
CREATE INDEX entries_of_task ON task_entries (task, number);
CREATE INDEX ix_task_texts_task ON task_texts (task);
CREATE INDEX ix_texts_case ON texts ("case");
CREATE INDEX ix_views_case ON views ("case");
CREATE INDEX ix_whistles_case ON whistles ("case");
CREATE INDEX ix_whistles_whistled_at ON whistles (whistled_at);
CREATE INDEX calls_waiting ON calls (arrived_at, due);
CREATE INDEX ix_calls_called_at ON calls (called_at);
CREATE INDEX moves_by_time ON moves (happened_at);
CREATE INDEX moves_of_case ON moves ("case");
CREATE TRIGGER entries_no_update BEFORE UPDATE ON entries BEGIN SELECT raise(ABORT, 'entries are append-only'); END;
CREATE TRIGGER entries_no_delete BEFORE DELETE ON entries BEGIN SELECT raise(ABORT, 'entries are append-only'); END;
CREATE TRIGGER views_no_update BEFORE UPDATE ON views BEGIN SELECT raise(ABORT, 'views are append-only'); END;
CREATE TRIGGER views_no_delete BEFORE DELETE ON views BEGIN SELECT raise(ABORT, 'views are append-only'); END;
CREATE TRIGGER task_entries_no_update BEFORE UPDATE ON task_entries BEGIN SELECT raise(ABORT, 'task_entries are append-only'); END;
CREATE TRIGGER task_entries_no_delete BEFORE DELETE ON task_entries BEGIN SELECT raise(ABORT, 'task_entries are append-only'); END;
COMMIT;
