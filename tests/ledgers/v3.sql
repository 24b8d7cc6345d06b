PRAGMA application_id = 1399349615;
PRAGMA user_version = 3;
BEGIN TRANSACTION;
CREATE TABLE calls ( whistle VARCHAR NOT NULL, unit VARCHAR NOT NULL, role VARCHAR NOT NULL, basis VARCHAR NOT NULL, called_at BIGINT NOT NULL, due BIGINT NOT NULL, arrived_at BIGINT, arrived_by VARCHAR, answered_at BIGINT, answer VARCHAR, score INTEGER, PRIMARY KEY (whistle, unit), FOREIGN KEY(whistle) REFERENCES whistles (number) DEFERRABLE INITIALLY DEFERRED );
INSERT INTO "calls" VALUES('SZ-18-00002-S1','pingan','lead','《消防法》第28、60条',1526627100,1526634300,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "calls" VALUES('SZ-18-00002-S1','xiaofang','power','《消防法》第28、60条；《北京市物业管理条例》（2024修正）第98条第10项',1526627100,1526634300,1526628000,'01a22efb-ee2d-7393-beb2-f1ece5a2b142',1526629200,'01a22efb-eebf-70aa-b9ec-96bf08e8c6e3',90);
CREATE TABLE cases ( number VARCHAR NOT NULL, desk VARCHAR NOT NULL, year INTEGER NOT NULL, running BIGINT NOT NULL, state VARCHAR NOT NULL, open BOOLEAN NOT NULL, channel VARCHAR NOT NULL, community VARCHAR NOT NULL, lane VARCHAR NOT NULL, ref VARCHAR, issue VARCHAR NOT NULL, address VARCHAR, person VARCHAR, duty VARCHAR, lead VARCHAR, decided_by VARCHAR, tier VARCHAR NOT NULL, logged_at BIGINT NOT NULL, recorded_at BIGINT NOT NULL, respond_due BIGINT NOT NULL, due BIGINT NOT NULL, due_known BOOLEAN NOT NULL, since BIGINT NOT NULL, outcome VARCHAR, solved VARCHAR, satisfied VARCHAR, resolved_at BIGINT, called_back_at BIGINT, ended_at BIGINT, reopened INTEGER NOT NULL, last_entry VARCHAR NOT NULL, PRIMARY KEY (number), UNIQUE (desk, year, running), UNIQUE (ref) );
INSERT INTO "cases" VALUES('SZ-18-00001','SZ',2018,1,'handling',1,'12345','','','工单1','01a22efb-eaa3-730a-8eb0-e673efe90215',NULL,NULL,'CG-26','chengshi_guanli','officer','general',1526626800,1526626800,1526713200,1527263999,1,1526626800,NULL,NULL,NULL,NULL,NULL,NULL,0,'01a22efb-f420-7127-9e24-558dd7fbc627');
INSERT INTO "cases" VALUES('SZ-18-00002','SZ',2018,2,'closed',0,'visit','','',NULL,'01a22efb-eb44-7094-9d44-5c71356e18d4',NULL,'01a22efb-eb44-70f7-b110-11a774358fe1','PA-05','pingan','officer','general',1526626860,1526626860,1526713260,1527263999,1,1526629980,'01a22efb-f068-7317-8f07-7054ae935c0f','yes','yes',1526629860,1526629920,1526629980,0,'01a22efb-f178-71b0-af41-dd692299ee10');
INSERT INTO "cases" VALUES('SZ-18-00003','SZ',2018,3,'closed',0,'visit','','',NULL,'01a22efb-ebd6-7081-9314-d8d9a35bdc35',NULL,NULL,'CG-31','chengshi_guanli','officer','general',1526626920,1526626920,1526713320,1527263999,1,1526626920,'01a22efb-ebd6-73a3-8ba4-fee6f3582bed',NULL,NULL,1526626920,NULL,1526626920,0,'01a22efb-ebd6-73a4-b166-409a845d5246');
INSERT INTO "cases" VALUES('SZ-18-00004','SZ',2018,4,'referred',0,'visit','','',NULL,'01a22efb-ec70-700c-be41-63d00bb4ac36',NULL,NULL,'CG-26','chengshi_guanli','officer','general',1526626980,1526626980,1526713380,1527263999,1,1526630040,'01a22efb-f1fd-716c-9ffa-a631371cfa79',NULL,NULL,NULL,NULL,1526630040,0,'01a22efb-f1fe-7110-85d8-3c0a799d518e');
INSERT INTO "cases" VALUES('SZ-18-00005','SZ',2018,5,'advised',0,'visit','','',NULL,'01a22efb-ed0a-7322-931e-228a5409d2f4',NULL,NULL,'NS-07',NULL,'officer','general',1526627040,1526627040,1526713440,1527263999,1,1526630100,'01a22efb-f283-724d-bb14-f69c1bda8adb',NULL,NULL,NULL,NULL,1526630100,0,'01a22efb-f283-731c-82da-ecbe0b0aaf3e');
CREATE TABLE entries ( id VARCHAR NOT NULL, desk VARCHAR NOT NULL, number BIGINT NOT NULL, "case" VARCHAR NOT NULL, act VARCHAR NOT NULL, happened_at BIGINT NOT NULL, recorded_at BIGINT NOT NULL, actor VARCHAR NOT NULL, body VARCHAR NOT NULL, clock_set BOOLEAN NOT NULL, digest VARCHAR NOT NULL, PRIMARY KEY (id), UNIQUE (desk, number), FOREIGN KEY("case") REFERENCES cases (number) DEFERRABLE INITIALLY DEFERRED );
INSERT INTO "entries" VALUES('01a22efb-eaa3-730b-843a-5b7d89dbe6ff','SZ',1,'SZ-18-00001','logged',1526626800,1526626800,'专员甲','{"address":null,"channel":"12345","community":"","confidence":1.0,"decided_by":"officer","due":1527263999,"due_known":true,"duty":"CG-26","how":null,"issue":{"seal":"5e7114fbb2ca5d68b18f4dc265f30854c9fc4f295cb439e79bf64e7e3cd49e64","text":"01a22efb-eaa3-730a-8eb0-e673efe90215"},"lane":"","lead":"chengshi_guanli","person":null,"ref":"工单1","respond_due":1526713200,"running":1,"tier":"general","year":2018}',1,'34f432cf1611aa2fdcc66378d9e8b5fb773af7a8dbc88b7cd664247462fbec41');
INSERT INTO "entries" VALUES('01a22efb-eb44-72e8-8568-0dd5e31a1a62','SZ',2,'SZ-18-00002','logged',1526626860,1526626860,'专员甲','{"address":null,"channel":"visit","community":"","confidence":0.9999,"decided_by":"officer","due":1527263999,"due_known":true,"duty":"PA-05","how":null,"issue":{"seal":"b1462b12804b9de3fa66089e94cab47b287e8fd557295d572fe748a471f1aa92","text":"01a22efb-eb44-7094-9d44-5c71356e18d4"},"lane":"","lead":"pingan","person":{"seal":"ed87a1f400cfe6b95bb852363630ccc3306e8699f4322a78afcfdaae33a825ea","text":"01a22efb-eb44-70f7-b110-11a774358fe1"},"ref":null,"respond_due":1526713260,"running":2,"tier":"general","year":2018}',1,'c20eaf8a6bac9ccc62e8a0e0b270bc4664d9276356a048343f09dc64314e1b92');
INSERT INTO "entries" VALUES('01a22efb-ebd6-73a4-b166-409a845d5246','SZ',3,'SZ-18-00003','settled',1526626920,1526626920,'专员甲','{"address":null,"channel":"visit","community":"","confidence":0.9396,"decided_by":"officer","due":1527263999,"due_known":true,"duty":"CG-31","how":{"seal":"ab777cc2ec13fffb69c80e5260dfdf4360d2f4d6c6f9658d7ad3372d896f0092","text":"01a22efb-ebd6-73a3-8ba4-fee6f3582bed"},"issue":{"seal":"4c2f2ecfc615979ca5703e34963855e744a16621e92bcefd4e3f3b1722e7c15c","text":"01a22efb-ebd6-7081-9314-d8d9a35bdc35"},"lane":"","lead":"chengshi_guanli","person":null,"ref":null,"respond_due":1526713320,"running":3,"tier":"general","year":2018}',1,'49f0dad7da118dff4bf76025821d18ad13f18ef859e19242cadc4b87655db930');
INSERT INTO "entries" VALUES('01a22efb-ec71-7236-9874-5c92db1a095e','SZ',4,'SZ-18-00004','logged',1526626980,1526626980,'专员甲','{"address":null,"channel":"visit","community":"","confidence":0.9739,"decided_by":"officer","due":1527263999,"due_known":true,"duty":"CG-26","how":null,"issue":{"seal":"c2c548217a8e120ca240f1f8b819de9b0cb920489e93dfb0d8ec0d711d7ba323","text":"01a22efb-ec70-700c-be41-63d00bb4ac36"},"lane":"","lead":"chengshi_guanli","person":null,"ref":null,"respond_due":1526713380,"running":4,"tier":"general","year":2018}',1,'b1135c7ec2fc3180b1dbb1ac6ef61b330c0ff9cf1ee399bdf764ee1bdc31356f');
INSERT INTO "entries" VALUES('01a22efb-ed0a-7323-80b2-52dd6a0066b2','SZ',5,'SZ-18-00005','logged',1526627040,1526627040,'专员甲','{"address":null,"channel":"visit","community":"","confidence":0.9994,"decided_by":"officer","due":1527263999,"due_known":true,"duty":"NS-07","how":null,"issue":{"seal":"298df4040ba1e3d7586155c390b3bea6e93d2bb592f0ea36a8813f393264a569","text":"01a22efb-ed0a-7322-931e-228a5409d2f4"},"lane":"","lead":null,"person":null,"ref":null,"respond_due":1526713440,"running":5,"tier":"general","year":2018}',1,'2fe2ea5a58b6e2426dc022fefa528fb7d9bfd3728ef23a5b0e5b77fb0dc2937b');
INSERT INTO "entries" VALUES('01a22efb-ed9f-72fc-96ce-fadc7f60864c','SZ',6,'SZ-18-00002','whistled',1526627100,1526627100,'专员甲','{"calls":[{"basis":"《消防法》第28、60条","due":1526634300,"role":"lead","unit":"pingan"},{"basis":"《消防法》第28、60条；《北京市物业管理条例》（2024修正）第98条第10项","due":1526634300,"role":"power","unit":"xiaofang"}],"due":1526634300,"kind":"ZF","reason":{"seal":"294837fd5d3d35786f0e77b7757c200f592ff56a65b07049f8f22301119790d7","text":"01a22efb-ed9f-713f-9273-b3faba1f749e"},"whistle":"SZ-18-00002-S1"}',1,'0914ae5b513a0dc1cc862fea788d0d20688f1bd55a82f9402f43b69e9c74a39c');
INSERT INTO "entries" VALUES('01a22efb-ee2d-7394-b3cd-9f59ecda52d0','SZ',7,'SZ-18-00002','arrived',1526628000,1526628000,'xiaofang','{"by":{"seal":"9f5fbb980716fdccbe55a73b55c8e293f7ed477a826a4646460d234b50fac588","text":"01a22efb-ee2d-7393-beb2-f1ece5a2b142"},"unit":"xiaofang","whistle":"SZ-18-00002-S1"}',1,'d243fa2ee0975673a03d81ef734fc33e79102ce272598d39709479ea0fb5f584');
INSERT INTO "entries" VALUES('01a22efb-eebf-725e-83e8-982c3f16f029','SZ',8,'SZ-18-00002','answered',1526629200,1526629200,'xiaofang','{"result":{"seal":"6cba7a557dfd7fd13a76007e1135e38862d23d930ca00f73681fb035faf39c41","text":"01a22efb-eebf-70aa-b9ec-96bf08e8c6e3"},"unit":"xiaofang","whistle":"SZ-18-00002-S1"}',1,'6039c7c5b0864557345fca41da87f5d1cb41247f374ba56123426ddbeb949cfa');
INSERT INTO "entries" VALUES('01a22efb-ef4c-729f-a060-869d126747ad','SZ',9,'SZ-18-00002','rated',1526629500,1526629500,'专员甲','{"score":90,"unit":"xiaofang","whistle":"SZ-18-00002-S1"}',1,'6c5b9ef54b6b6a53bdc7671473e4f263ca819ef282a7c0df7e4c7e5e18d2d332');
INSERT INTO "entries" VALUES('01a22efb-efdc-7174-91c3-7027fc652efa','SZ',10,'SZ-18-00002','stood_down',1526629800,1526629800,'专员甲','{"note":null,"whistle":"SZ-18-00002-S1"}',1,'304471e5d461912f79297bb2981e63c016388924d18ae4ffc8a82b74b460079d');
INSERT INTO "entries" VALUES('01a22efb-f069-70c4-bb40-122a8a34693b','SZ',11,'SZ-18-00002','resolved',1526629860,1526629860,'专员甲','{"how":{"seal":"ed5610552c159d0bc98714ea776d08c248ea5f606fb8d41d29349bfcbe5aefc1","text":"01a22efb-f068-7317-8f07-7054ae935c0f"}}',1,'5537d18caddb2f1c44ab6ad72b007ec69a2ed86c8f70cae11070fb83e883d296');
INSERT INTO "entries" VALUES('01a22efb-f0ef-722c-b32e-416aa7f4d19e','SZ',12,'SZ-18-00002','called_back',1526629920,1526629920,'专员甲','{"satisfied":"yes","solved":"yes"}',1,'496c5141b84b1578003d1754e8cd2dbe672ba78ab913d97dd59a65682c672831');
INSERT INTO "entries" VALUES('01a22efb-f178-71b0-af41-dd692299ee10','SZ',13,'SZ-18-00002','closed',1526629980,1526629980,'专员甲','{"reason":null}',1,'e2de6f92f7f2384467f793bfd9a0b85c553894a96ffe60b6e702f68c7dc350a5');
INSERT INTO "entries" VALUES('01a22efb-f1fe-7110-85d8-3c0a799d518e','SZ',14,'SZ-18-00004','referred',1526630040,1526630040,'专员甲','{"how":{"seal":"ecc23821869a646abb1978d61ecb66c7ec48447271d197a1a1109b769eb20e17","text":"01a22efb-f1fd-716c-9ffa-a631371cfa79"},"to":"dianli"}',1,'109969b5affe703a9ae390e70d930edc39bd83c74102b3b111b413a579470121');
INSERT INTO "entries" VALUES('01a22efb-f283-731c-82da-ecbe0b0aaf3e','SZ',15,'SZ-18-00005','advised',1526630100,1526630100,'专员甲','{"how":{"seal":"c329224bb39fb5571f2c8cdbe4cd3c4a4ea9a9b452947a8b34ee730fbebf1699","text":"01a22efb-f283-724d-bb14-f69c1bda8adb"}}',1,'0bba84687b96e0db5b49441c21dff67361911f3d667411405800195e061e21d2');
INSERT INTO "entries" VALUES('01a22efb-f30d-71a3-9bea-987941eb0ad5','SZ',16,'SZ-18-00001','noted',1526630160,1526630160,'专员甲','{"note":{"seal":"b9fb21861ea46d59c94a38191e848dcb74867d3f681c478669ed83eb5d87e0df","text":"01a22efb-f30d-7126-9ee1-af78d4c7e9f5"}}',1,'a33b3c787409b27551bdcac6bfe8f51b038fac07e233eda488d9e4447b4b2fe0');
INSERT INTO "entries" VALUES('01a22efb-f39b-72b4-af56-ce3289732e14','SZ',17,'SZ-18-00001','assigned',1526630220,1526630220,'专员甲','{"decided_by":"officer","due":1527263999,"due_known":true,"duty":"PA-05","lead":"pingan","respond_due":1526713200,"tier":"general"}',1,'91f24d5c4e28c6d6a76629978aba1fa2d79b0dbf70976520e938e274cbedaab0');
INSERT INTO "entries" VALUES('01a22efb-f420-7127-9e24-558dd7fbc627','SZ',18,'SZ-18-00001','undone',1526630280,1526630280,'专员甲','{"undoes":"01a22efb-f39b-72b4-af56-ce3289732e14"}',1,'9fc73b71069278c8ce9e614a4e8692186c8fd16ad496aceea778568b50524f80');
CREATE TABLE lessons ( "case" VARCHAR NOT NULL, duty VARCHAR NOT NULL, "instead" VARCHAR, taught_at BIGINT NOT NULL, grams BLOB NOT NULL, PRIMARY KEY ("case"), FOREIGN KEY("case") REFERENCES cases (number) DEFERRABLE INITIALLY DEFERRED );
CREATE TABLE moves ( entry VARCHAR NOT NULL, "case" VARCHAR NOT NULL, what VARCHAR NOT NULL, how VARCHAR NOT NULL, delta INTEGER NOT NULL, happened_at BIGINT NOT NULL, recorded_at BIGINT NOT NULL, channel VARCHAR NOT NULL, community VARCHAR NOT NULL, lane VARCHAR NOT NULL, duty VARCHAR NOT NULL, PRIMARY KEY (entry, what), FOREIGN KEY(entry) REFERENCES entries (id) DEFERRABLE INITIALLY DEFERRED, FOREIGN KEY("case") REFERENCES cases (number) DEFERRABLE INITIALLY DEFERRED );
INSERT INTO "moves" VALUES('01a22efb-eaa3-730b-843a-5b7d89dbe6ff','SZ-18-00001','new','logged',1,1526626800,1526626800,'12345','','','CG-26');
INSERT INTO "moves" VALUES('01a22efb-eb44-72e8-8568-0dd5e31a1a62','SZ-18-00002','new','logged',1,1526626860,1526626860,'visit','','','PA-05');
INSERT INTO "moves" VALUES('01a22efb-ebd6-73a4-b166-409a845d5246','SZ-18-00003','new','settled',1,1526626920,1526626920,'visit','','','CG-31');
INSERT INTO "moves" VALUES('01a22efb-ebd6-73a4-b166-409a845d5246','SZ-18-00003','ended','settled',-1,1526626920,1526626920,'visit','','','CG-31');
INSERT INTO "moves" VALUES('01a22efb-ec71-7236-9874-5c92db1a095e','SZ-18-00004','new','logged',1,1526626980,1526626980,'visit','','','CG-26');
INSERT INTO "moves" VALUES('01a22efb-ed0a-7323-80b2-52dd6a0066b2','SZ-18-00005','new','logged',1,1526627040,1526627040,'visit','','','NS-07');
INSERT INTO "moves" VALUES('01a22efb-f178-71b0-af41-dd692299ee10','SZ-18-00002','ended','closed',-1,1526629980,1526629980,'visit','','','PA-05');
INSERT INTO "moves" VALUES('01a22efb-f1fe-7110-85d8-3c0a799d518e','SZ-18-00004','ended','referred',-1,1526630040,1526630040,'visit','','','CG-26');
INSERT INTO "moves" VALUES('01a22efb-f283-731c-82da-ecbe0b0aaf3e','SZ-18-00005','ended','advised',-1,1526630100,1526630100,'visit','','','NS-07');
INSERT INTO "moves" VALUES('01a22efb-f39b-72b4-af56-ce3289732e14','SZ-18-00001','moved_out','assigned',-1,1526630220,1526630220,'12345','','','CG-26');
INSERT INTO "moves" VALUES('01a22efb-f39b-72b4-af56-ce3289732e14','SZ-18-00001','moved_in','assigned',1,1526630220,1526630220,'12345','','','PA-05');
INSERT INTO "moves" VALUES('01a22efb-f420-7127-9e24-558dd7fbc627','SZ-18-00001','moved_out','assigned',1,1526630220,1526630280,'12345','','','CG-26');
INSERT INTO "moves" VALUES('01a22efb-f420-7127-9e24-558dd7fbc627','SZ-18-00001','moved_in','assigned',-1,1526630220,1526630280,'12345','','','PA-05');
CREATE TABLE people ( id VARCHAR NOT NULL, "case" VARCHAR NOT NULL, kind VARCHAR NOT NULL, name VARCHAR NOT NULL, phone VARCHAR NOT NULL, salt VARCHAR NOT NULL, PRIMARY KEY (id), FOREIGN KEY("case") REFERENCES cases (number) DEFERRABLE INITIALLY DEFERRED );
INSERT INTO "people" VALUES('01a22efb-eb44-70f7-b110-11a774358fe1','SZ-18-00002','resident','王小明','13812345678','4e06dc38cdbc9cd11d5b07b218eeb811');
INSERT INTO "people" VALUES('01a22efb-ee2d-7393-beb2-f1ece5a2b142','SZ-18-00002','unit','李队','','b869ad4009c0ad5f8e7f2d707f06d250');
CREATE TABLE task_entries ( id VARCHAR NOT NULL, desk VARCHAR NOT NULL, number BIGINT NOT NULL, task VARCHAR NOT NULL, act VARCHAR NOT NULL, happened_at BIGINT NOT NULL, recorded_at BIGINT NOT NULL, actor VARCHAR NOT NULL, body VARCHAR NOT NULL, clock_set BOOLEAN NOT NULL, digest VARCHAR NOT NULL, PRIMARY KEY (id), UNIQUE (desk, number), FOREIGN KEY(task) REFERENCES tasks (number) DEFERRABLE INITIALLY DEFERRED );
INSERT INTO "task_entries" VALUES('01a22efb-f4b9-71df-83ed-454eee284001','SZ',1,'SZ-18-R0001','received',1526630340,1526630340,'专员甲','{"answer_due":null,"asked":null,"basis":null,"community":"","confidence":0.8817,"decided_by":"list","duty":"NS-09","fit":"off","issue":{"seal":"a9b99dc2df76940bb10ba2146f4e3bc98d19753bc23eb9ccb8a7ad39f5fcf862","text":"01a22efb-f4b9-71de-9109-73ebd1a0c51d"},"lead":"qu_jiaowei","list":"0.2","ref":"","running":1,"source":"区教委","starts_after":null,"title":"学区划片、入学招生、学校管理","year":2018}',1,'18307f0c086caf7a47293d68c4781a8d24b9cc94a3d831fa0b64aa308ee00f25');
INSERT INTO "task_entries" VALUES('01a22efb-f53e-716c-9ec6-77af2eea0460','SZ',2,'SZ-18-R0001','assigned',1526630400,1526630400,'专员甲','{"basis":null,"decided_by":"officer","duty":null,"fit":"off","lead":null,"list":"0.2","title":null}',1,'c6075bef3864738d72306030b5be868ee71a905d9a7da382c7e8acf0b1d8037b');
INSERT INTO "task_entries" VALUES('01a22efb-f5d1-7324-814e-a19406f8e69c','SZ',3,'SZ-18-R0001','declined',1526630460,1526630460,'专员甲','{"letter":{"seal":"03afcc5f0e55ae23ee14f13529b4895cda548094536a148ded50091d0d9bffb2","text":"01a22efb-f5d1-7323-9a4a-c8020b941fd7"},"reason":{"seal":"fe2482f54d37122d61cf56cfb9e05b1559095769db0284e19d5e6bcb4c83b8d4","text":"01a22efb-f5d1-7013-af11-939627e70730"}}',1,'0a2b978eac53c269a8b5b0a8d98b62a5410bc975d487f93242e356f25d2fe27e');
CREATE TABLE task_texts ( id VARCHAR NOT NULL, task VARCHAR NOT NULL, kind VARCHAR NOT NULL, body VARCHAR NOT NULL, salt VARCHAR NOT NULL, PRIMARY KEY (id), FOREIGN KEY(task) REFERENCES tasks (number) DEFERRABLE INITIALLY DEFERRED );
INSERT INTO "task_texts" VALUES('01a22efb-f4b9-71de-9109-73ebd1a0c51d','SZ-18-R0001','issue','请街道负责辖区中小学校外培训机构审批','63140b64e1540c027fc8db600be70a98');
INSERT INTO "task_texts" VALUES('01a22efb-f5d1-7013-af11-939627e70730','SZ-18-R0001','reason','不属街道','cc34112aa8dc49531279c8a6b9a96dd7');
INSERT INTO "task_texts" VALUES('01a22efb-f5d1-7323-9a4a-c8020b941fd7','SZ-18-R0001','letter','职责准入复函
【草稿·清单未核】
编号：SZ-18-R0001

区教委：

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
','2e8ed9d2a168b6ce025ed00ff6a57789');
CREATE TABLE tasks ( number VARCHAR NOT NULL, desk VARCHAR NOT NULL, year INTEGER NOT NULL, running BIGINT NOT NULL, state VARCHAR NOT NULL, source VARCHAR NOT NULL, ref VARCHAR NOT NULL, community VARCHAR NOT NULL, issue VARCHAR NOT NULL, asked VARCHAR, fit VARCHAR NOT NULL, duty VARCHAR, lead VARCHAR, decided_by VARCHAR, received_at BIGINT NOT NULL, recorded_at BIGINT NOT NULL, answer_due BIGINT, starts_after BIGINT, reason VARCHAR, letter VARCHAR, approval VARCHAR, approver VARCHAR, answered_at BIGINT, last_entry VARCHAR NOT NULL, PRIMARY KEY (number), UNIQUE (desk, year, running) );
INSERT INTO "tasks" VALUES('SZ-18-R0001','SZ',2018,1,'declined','区教委','','','01a22efb-f4b9-71de-9109-73ebd1a0c51d',NULL,'off',NULL,NULL,'officer',1526630340,1526630340,NULL,NULL,'01a22efb-f5d1-7013-af11-939627e70730','01a22efb-f5d1-7323-9a4a-c8020b941fd7',NULL,NULL,1526630460,'01a22efb-f5d1-7324-814e-a19406f8e69c');
CREATE TABLE texts ( id VARCHAR NOT NULL, "case" VARCHAR NOT NULL, kind VARCHAR NOT NULL, body VARCHAR NOT NULL, salt VARCHAR NOT NULL, PRIMARY KEY (id), FOREIGN KEY("case") REFERENCES cases (number) DEFERRABLE INITIALLY DEFERRED );
INSERT INTO "texts" VALUES('01a22efb-eaa3-730a-8eb0-e673efe90215','SZ-18-00001','issue','路灯不亮','0e8e72e6b16f357aaf8d873f4c0a48db');
INSERT INTO "texts" VALUES('01a22efb-eb44-7094-9d44-5c71356e18d4','SZ-18-00002','issue','楼道堆满杂物','f5e0cba82cd1c498432b6d49e8ca1536');
INSERT INTO "texts" VALUES('01a22efb-ebd6-7081-9314-d8d9a35bdc35','SZ-18-00003','issue','树挡光','cc0b14ec1008bf2de0e1331e0e85de0f');
INSERT INTO "texts" VALUES('01a22efb-ebd6-73a3-8ba4-fee6f3582bed','SZ-18-00003','how','当场说明','76b93b47c1b24b09910ecfd16c9df950');
INSERT INTO "texts" VALUES('01a22efb-ec70-700c-be41-63d00bb4ac36','SZ-18-00004','issue','变压器整夜响','d5e413a5d9a8e3131c4d543fc972dc17');
INSERT INTO "texts" VALUES('01a22efb-ed0a-7322-931e-228a5409d2f4','SZ-18-00005','issue','发票开错了','20db5b0dfdd38c9157ecf440ba9715b0');
INSERT INTO "texts" VALUES('01a22efb-ed9f-713f-9273-b3faba1f749e','SZ-18-00002','reason','劝了三次','a55c4190b4344a59443707fa8597c68f');
INSERT INTO "texts" VALUES('01a22efb-eebf-70aa-b9ec-96bf08e8c6e3','SZ-18-00002','answer','当场清理','0e53829ea1de11c7730c924002fd819c');
INSERT INTO "texts" VALUES('01a22efb-f068-7317-8f07-7054ae935c0f','SZ-18-00002','outcome','清走了','7b179c20db651c10341fe06756b7cdf5');
INSERT INTO "texts" VALUES('01a22efb-f1fd-716c-9ffa-a631371cfa79','SZ-18-00004','outcome','归他们','efd1aab54778aa4a3ca5f870b8a0e46a');
INSERT INTO "texts" VALUES('01a22efb-f283-724d-bb14-f69c1bda8adb','SZ-18-00005','outcome','税务机关: 12366','cbe6085eedd5528b4a68213439274cff');
INSERT INTO "texts" VALUES('01a22efb-f30d-7126-9ee1-af78d4c7e9f5','SZ-18-00001','note','去看过了','10011d90f7e1a9e6b2e9bf9a49f33ee4');
CREATE TABLE views ( id VARCHAR NOT NULL, "case" VARCHAR NOT NULL, seen_at BIGINT NOT NULL, actor VARCHAR NOT NULL, clock_set BOOLEAN NOT NULL, PRIMARY KEY (id), FOREIGN KEY("case") REFERENCES cases (number) DEFERRABLE INITIALLY DEFERRED );
CREATE TABLE whistles ( number VARCHAR NOT NULL, "case" VARCHAR NOT NULL, kind VARCHAR NOT NULL, reason VARCHAR, whistled_at BIGINT NOT NULL, due BIGINT NOT NULL, stood_down_at BIGINT, PRIMARY KEY (number), FOREIGN KEY("case") REFERENCES cases (number) DEFERRABLE INITIALLY DEFERRED );
INSERT INTO "whistles" VALUES('SZ-18-00002-S1','SZ-18-00002','ZF','01a22efb-ed9f-713f-9273-b3faba1f749e',1526627100,1526634300,1526629800);
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
