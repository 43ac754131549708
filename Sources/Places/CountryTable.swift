/// The catalogue's countries, one a line, sorted by code; the columns are
///
///     alpha-2|alpha-3|numeric|M49 code of the smallest group|COW|Gleditsch-Ward (= as COW)|zone|name|spelling|...
///
/// Facts of ISO 3166-1 (codes, English short names), UN M49 and UNTERM (groups, short and formal names), IANA tzdata
/// (zones; where ISO has no capital, the zone that its stations keep), the Correlates of War state system membership
/// list v2016 and the Gleditsch-Ward list of independent states; the tests hold them against the public-domain
/// `country-codes` list. Spellings beyond those are the ones met in the catalogues and event files that Curfew reads;
/// `Spelled.fold` makes case, accents, spaces, punctuation, *the* and *Saint*/*St.* equal, so each stands once.
/// One table of text, parsed once on first use, because an array of 250 values takes seconds to compile.
///
/// - Kosovo has no ISO code: `XK` is the user-assigned code in general use, `XKX` the World Bank's; M49 lists neither it
///   nor Taiwan, which stand here under Southern Europe and Eastern Asia.
/// - Somaliland has no code either and is read as `SO`; the source's own words stay in the incident's area.
/// - A state number that meant several present countries (`COW 345`, Yugoslavia and then Serbia) names none.
let countryTable = """
  AD|AND|020|039|232|=|Europe/Andorra|Andorra|Principality of Andorra
  AE|ARE|784|145|696|=|Asia/Dubai|United Arab Emirates|UAE|United Arab Emirate|Emirates
  AF|AFG|004|034|700|=|Asia/Kabul|Afghanistan|Islamic Republic of Afghanistan
  AG|ATG|028|029|58|=|America/Antigua|Antigua and Barbuda|Antigua
  AI|AIA|660|029|||America/Anguilla|Anguilla
  AL|ALB|008|039|339|=|Europe/Tirane|Albania|Republic of Albania
  AM|ARM|051|145|371|=|Asia/Yerevan|Armenia|Republic of Armenia
  AO|AGO|024|017|540|=|Africa/Luanda|Angola|Republic of Angola
  AQ|ATA|010|010|||Antarctica/McMurdo|Antarctica
  AR|ARG|032|005|160|=|America/Argentina/Buenos_Aires|Argentina|Argentine Republic
  AS|ASM|016|061|||Pacific/Pago_Pago|American Samoa
  AT|AUT|040|155|305|=|Europe/Vienna|Austria|Republic of Austria
  AU|AUS|036|053|900|=|Australia/Sydney|Australia
  AW|ABW|533|029|||America/Aruba|Aruba
  AX|ALA|248|154|||Europe/Mariehamn|Åland Islands|Aland
  AZ|AZE|031|145|373|=|Asia/Baku|Azerbaijan|Republic of Azerbaijan
  BA|BIH|070|039|346|=|Europe/Sarajevo|Bosnia and Herzegovina|Bosnia|Bosnia-Herzegovina
  BB|BRB|052|029|53|=|America/Barbados|Barbados
  BD|BGD|050|034|771|=|Asia/Dhaka|Bangladesh|People's Republic of Bangladesh
  BE|BEL|056|155|211|=|Europe/Brussels|Belgium|Kingdom of Belgium
  BF|BFA|854|011|439|=|Africa/Ouagadougou|Burkina Faso|Burkina Faso (Upper Volta)|Upper Volta|Burkina
  BG|BGR|100|151|355|=|Europe/Sofia|Bulgaria|Republic of Bulgaria
  BH|BHR|048|145|692|=|Asia/Bahrain|Bahrain|Kingdom of Bahrain
  BI|BDI|108|014|516|=|Africa/Bujumbura|Burundi|Republic of Burundi
  BJ|BEN|204|011|434|=|Africa/Porto-Novo|Benin|Republic of Benin
  BL|BLM|652|029|||America/St_Barthelemy|Saint Barthélemy|St. Barts
  BM|BMU|060|021|||Atlantic/Bermuda|Bermuda
  BN|BRN|096|035|835|=|Asia/Brunei|Brunei|Brunei Darussalam
  BO|BOL|068|005|145|=|America/La_Paz|Bolivia|Bolivia (Plurinational State of)|Plurinational State of Bolivia
  BQ|BES|535|029|||America/Kralendijk|Caribbean Netherlands|Bonaire, Sint Eustatius and Saba|\
  Bonaire/Sint Eustatius/Saba|Bonaire
  BR|BRA|076|005|140|=|America/Sao_Paulo|Brazil|Federative Republic of Brazil
  BS|BHS|044|029|31|=|America/Nassau|Bahamas|Commonwealth of the Bahamas|Bahama
  BT|BTN|064|034|760|=|Asia/Thimphu|Bhutan|Kingdom of Bhutan
  BV|BVT|074|005|||Europe/Oslo|Bouvet Island
  BW|BWA|072|018|571|=|Africa/Gaborone|Botswana|Republic of Botswana
  BY|BLR|112|151|370|=|Europe/Minsk|Belarus|Republic of Belarus|Belarus (Byelorussia)|Byelorussia|Belorussia
  BZ|BLZ|084|013|80|=|America/Belize|Belize
  CA|CAN|124|021|20|=|America/Toronto|Canada
  CC|CCK|166|053|||Indian/Cocos|Cocos (Keeling) Islands|Cocos Islands|Keeling Islands
  CD|COD|180|017|490|=|Africa/Kinshasa|DR Congo|Congo - Kinshasa|Democratic Republic of the Congo|\
  Congo (Democratic Republic of the)|Congo DRC|DRC|DRC Congo|Congo, Dem. Rep.|\
  Congo, Democratic Republic of (Zaire)|Democratic Republic of (DRC)|DemocraticRepublicCongo|Dem. Rep. Congo|Zaire
  CF|CAF|140|017|482|=|Africa/Bangui|Central African Republic|CAR
  CG|COG|178|017|484|=|Africa/Brazzaville|Congo|Congo - Brazzaville|Republic of the Congo|Congo, Rep.|\
  Congo (Republic)|Congo, Republic of the
  CH|CHE|756|155|225|=|Europe/Zurich|Switzerland|Swiss Confederation
  CI|CIV|384|011|437|=|Africa/Abidjan|Côte d'Ivoire|Ivory Coast|Ivory Coast (Cote d'Ivoire)|\
  Côte D'ivoire (Ivory Coast)
  CK|COK|184|061|||Pacific/Rarotonga|Cook Islands|Cook Iislands
  CL|CHL|152|005|155|=|America/Santiago|Chile|Republic of Chile
  CM|CMR|120|017|471|=|Africa/Douala|Cameroon|Republic of Cameroon
  CN|CHN|156|030|710|=|Asia/Shanghai|China|People's Republic of China
  CO|COL|170|005|100|=|America/Bogota|Colombia|Republic of Colombia
  CR|CRI|188|013|94|=|America/Costa_Rica|Costa Rica|Republic of Costa Rica
  CU|CUB|192|029|40|=|America/Havana|Cuba|Republic of Cuba
  CV|CPV|132|011|402|=|Atlantic/Cape_Verde|Cape Verde|Cabo Verde|Republic of Cabo Verde|Cape Verde Islands
  CW|CUW|531|029|||America/Curacao|Curaçao
  CX|CXR|162|053|||Indian/Christmas|Christmas Island
  CY|CYP|196|145|352|=|Asia/Nicosia|Cyprus|Republic of Cyprus
  CZ|CZE|203|151|316|=|Europe/Prague|Czechia|Czech Republic
  DE|DEU|276|155|255,260,265|260,265|Europe/Berlin|Germany|Federal Republic of Germany|German Federal Republic|\
  German Democratic Republic|Germany East|Germany West|East Germany|West Germany|GDR
  DJ|DJI|262|014|522|=|Africa/Djibouti|Djibouti|Republic of Djibouti
  DK|DNK|208|154|390|=|Europe/Copenhagen|Denmark|Kingdom of Denmark
  DM|DMA|212|029|54|=|America/Dominica|Dominica|Commonwealth of Dominica
  DO|DOM|214|029|42|=|America/Santo_Domingo|Dominican Republic|Dominican Rep.
  DZ|DZA|012|015|615|=|Africa/Algiers|Algeria|People's Democratic Republic of Algeria
  EC|ECU|218|005|130|=|America/Guayaquil|Ecuador|Republic of Ecuador
  EE|EST|233|154|366|=|Europe/Tallinn|Estonia|Republic of Estonia
  EG|EGY|818|015|651|=|Africa/Cairo|Egypt|Arab Republic of Egypt|Egypt, Arab Rep.
  EH|ESH|732|015|||Africa/El_Aaiun|Western Sahara|Sahrawi Arab Democratic Republic
  ER|ERI|232|014|531|=|Africa/Asmara|Eritrea|State of Eritrea
  ES|ESP|724|039|230|=|Europe/Madrid|Spain|Kingdom of Spain
  ET|ETH|231|014|530|=|Africa/Addis_Ababa|Ethiopia|Federal Democratic Republic of Ethiopia
  FI|FIN|246|154|375|=|Europe/Helsinki|Finland|Republic of Finland
  FJ|FJI|242|054|950|=|Pacific/Fiji|Fiji|Republic of Fiji
  FK|FLK|238|005|||Atlantic/Stanley|Falkland Islands|Falkland Islands (Malvinas)|Malvinas
  FM|FSM|583|057|987|=|Pacific/Pohnpei|Micronesia|Micronesia (Federated States of)|Federated States of Micronesia|\
  Micronesia, Fed. Sts.
  FO|FRO|234|154|||Atlantic/Faroe|Faroe Islands
  FR|FRA|250|155|220|=|Europe/Paris|France|French Republic|France, Metropolitan
  GA|GAB|266|017|481|=|Africa/Libreville|Gabon|Gabonese Republic
  GB|GBR|826|154|200|=|Europe/London|United Kingdom|UK|United Kingdom of Great Britain and Northern Ireland|\
  Great Britain|Britain|United Kingdom (Great Britain)
  GD|GRD|308|029|55|=|America/Grenada|Grenada
  GE|GEO|268|145|372|=|Asia/Tbilisi|Georgia
  GF|GUF|254|005|||America/Cayenne|French Guiana
  GG|GGY|831|154|||Europe/Guernsey|Guernsey
  GH|GHA|288|011|452|=|Africa/Accra|Ghana|Republic of Ghana
  GI|GIB|292|039|||Europe/Gibraltar|Gibraltar
  GL|GRL|304|021|||America/Nuuk|Greenland
  GM|GMB|270|011|420|=|Africa/Banjul|Gambia|Republic of the Gambia
  GN|GIN|324|011|438|=|Africa/Conakry|Guinea|Republic of Guinea|Guinea Conakry
  GP|GLP|312|029|||America/Guadeloupe|Guadeloupe
  GQ|GNQ|226|017|411|=|Africa/Malabo|Equatorial Guinea|Republic of Equatorial Guinea
  GR|GRC|300|039|350|=|Europe/Athens|Greece|Hellenic Republic
  GS|SGS|239|005|||Atlantic/South_Georgia|South Georgia and the South Sandwich Islands|South Georgia
  GT|GTM|320|013|90|=|America/Guatemala|Guatemala|Republic of Guatemala
  GU|GUM|316|057|||Pacific/Guam|Guam
  GW|GNB|624|011|404|=|Africa/Bissau|Guinea-Bissau|Republic of Guinea-Bissau
  GY|GUY|328|005|110|=|America/Guyana|Guyana|Co-operative Republic of Guyana
  HK|HKG|344|030|||Asia/Hong_Kong|Hong Kong|China, Hong Kong Special Administrative Region|Hong Kong SAR, China|\
  Hong Kong SAR|Hong Kong, China
  HM|HMD|334|053|||Indian/Kerguelen|Heard Island and McDonald Islands|Heard & McDonald Islands
  HN|HND|340|013|91|=|America/Tegucigalpa|Honduras|Republic of Honduras
  HR|HRV|191|039|344|=|Europe/Zagreb|Croatia|Republic of Croatia
  HT|HTI|332|029|41|=|America/Port-au-Prince|Haiti|Republic of Haiti
  HU|HUN|348|151|310|=|Europe/Budapest|Hungary
  ID|IDN|360|035|850|=|Asia/Jakarta|Indonesia|Republic of Indonesia
  IE|IRL|372|154|205|=|Europe/Dublin|Ireland
  IL|ISR|376|145|666|=|Asia/Jerusalem|Israel|State of Israel
  IM|IMN|833|154|||Europe/Isle_of_Man|Isle of Man
  IN|IND|356|034|750|=|Asia/Kolkata|India|Republic of India
  IO|IOT|086|014|||Indian/Chagos|British Indian Ocean Territory|Diego Garcia
  IQ|IRQ|368|145|645|=|Asia/Baghdad|Iraq|Republic of Iraq
  IR|IRN|364|034|630|=|Asia/Tehran|Iran|Iran (Islamic Republic of)|Islamic Republic of Iran|Iran, Islamic Rep.|\
  Iran (Persia)|Persia
  IS|ISL|352|154|395|=|Atlantic/Reykjavik|Iceland|Republic of Iceland
  IT|ITA|380|039|325|=|Europe/Rome|Italy|Republic of Italy|Italia|Italy/Sardinia
  JE|JEY|832|154|||Europe/Jersey|Jersey
  JM|JAM|388|029|51|=|America/Jamaica|Jamaica
  JO|JOR|400|145|663|=|Asia/Amman|Jordan|Hashemite Kingdom of Jordan
  JP|JPN|392|030|740|=|Asia/Tokyo|Japan
  KE|KEN|404|014|501|=|Africa/Nairobi|Kenya|Republic of Kenya
  KG|KGZ|417|143|703|=|Asia/Bishkek|Kyrgyzstan|Kyrgyz Republic|Kyrgyz Republic (Kyrgyzstan)
  KH|KHM|116|035|811|=|Asia/Phnom_Penh|Cambodia|Kingdom of Cambodia|Cambodia (Kampuchea)|Kampuchea
  KI|KIR|296|057|946|970|Pacific/Tarawa|Kiribati|Republic of Kiribati
  KM|COM|174|014|581|=|Indian/Comoro|Comoros|Union of the Comoros
  KN|KNA|659|029|60|=|America/St_Kitts|Saint Kitts and Nevis|St Kitts
  KP|PRK|408|030|731|=|Asia/Pyongyang|North Korea|Democratic People's Republic of Korea|DPRK|\
  Korea, Democratic People's Republic of|Korea, Dem. People's Rep.|Korea, People's Republic of|Korea, North
  KR|KOR|410|030|732|=|Asia/Seoul|South Korea|Republic of Korea|Korea, Republic of|Korea, Rep.|Korea, South
  KW|KWT|414|145|690|=|Asia/Kuwait|Kuwait|State of Kuwait
  KY|CYM|136|029|||America/Cayman|Cayman Islands
  KZ|KAZ|398|143|705|=|Asia/Almaty|Kazakhstan|Republic of Kazakhstan
  LA|LAO|418|035|812|=|Asia/Vientiane|Laos|Lao People's Democratic Republic|Lao PDR|Lao
  LB|LBN|422|145|660|=|Asia/Beirut|Lebanon|Lebanese Republic
  LC|LCA|662|029|56|=|America/St_Lucia|Saint Lucia
  LI|LIE|438|155|223|=|Europe/Vaduz|Liechtenstein|Principality of Liechtenstein
  LK|LKA|144|034|780|=|Asia/Colombo|Sri Lanka|Democratic Socialist Republic of Sri Lanka|Sri Lanka (Ceylon)|Ceylon
  LR|LBR|430|011|450|=|Africa/Monrovia|Liberia|Republic of Liberia
  LS|LSO|426|018|570|=|Africa/Maseru|Lesotho|Kingdom of Lesotho
  LT|LTU|440|154|368|=|Europe/Vilnius|Lithuania|Republic of Lithuania
  LU|LUX|442|155|212|=|Europe/Luxembourg|Luxembourg|Grand Duchy of Luxembourg
  LV|LVA|428|154|367|=|Europe/Riga|Latvia|Republic of Latvia
  LY|LBY|434|015|620|=|Africa/Tripoli|Libya|State of Libya|Libyan Arab Jamahiriya|Libya Arab Jamahiriya
  MA|MAR|504|015|600|=|Africa/Casablanca|Morocco|Kingdom of Morocco
  MC|MCO|492|155|221|=|Europe/Monaco|Monaco|Principality of Monaco
  MD|MDA|498|151|359|=|Europe/Chisinau|Moldova|Republic of Moldova|Moldova, Republic of
  ME|MNE|499|039|341|=|Europe/Podgorica|Montenegro
  MF|MAF|663|029|||America/Marigot|Saint Martin|Saint Martin (French Part)
  MG|MDG|450|014|580|=|Indian/Antananarivo|Madagascar|Republic of Madagascar|Madagascar (Malagasy)|Malagasy Republic
  MH|MHL|584|057|983|=|Pacific/Majuro|Marshall Islands|Republic of the Marshall Islands
  MK|MKD|807|039|343|=|Europe/Skopje|North Macedonia|Republic of North Macedonia|Macedonia|\
  Macedonia (Former Yugoslav Republic of)|FYROM|former Yugoslav Republic of Macedonia|Macedonia, FYR
  ML|MLI|466|011|432|=|Africa/Bamako|Mali|Republic of Mali
  MM|MMR|104|035|775|=|Asia/Yangon|Myanmar|Republic of the Union of Myanmar|Burma|Myanmar/Burma
  MN|MNG|496|030|712|=|Asia/Ulaanbaatar|Mongolia
  MO|MAC|446|030|||Asia/Macau|Macao|China, Macao Special Administrative Region|Macau|Macao SAR, China|Macau SAR
  MP|MNP|580|057|||Pacific/Saipan|Northern Mariana Islands
  MQ|MTQ|474|029|||America/Martinique|Martinique
  MR|MRT|478|011|435|=|Africa/Nouakchott|Mauritania|Islamic Republic of Mauritania
  MS|MSR|500|029|||America/Montserrat|Montserrat|Monserrat
  MT|MLT|470|039|338|=|Europe/Malta|Malta|Republic of Malta
  MU|MUS|480|014|590|=|Indian/Mauritius|Mauritius|Republic of Mauritius
  MV|MDV|462|034|781|=|Indian/Maldives|Maldives|Republic of Maldives
  MW|MWI|454|014|553|=|Africa/Blantyre|Malawi|Republic of Malawi
  MX|MEX|484|013|70|=|America/Mexico_City|Mexico|United Mexican States
  MY|MYS|458|035|820|=|Asia/Kuala_Lumpur|Malaysia
  MZ|MOZ|508|014|541|=|Africa/Maputo|Mozambique|Republic of Mozambique
  NA|NAM|516|018|565|=|Africa/Windhoek|Namibia|Republic of Namibia
  NC|NCL|540|054|||Pacific/Noumea|New Caledonia
  NE|NER|562|011|436|=|Africa/Niamey|Niger|Republic of the Niger
  NF|NFK|574|053|||Pacific/Norfolk|Norfolk Island
  NG|NGA|566|011|475|=|Africa/Lagos|Nigeria|Federal Republic of Nigeria
  NI|NIC|558|013|93|=|America/Managua|Nicaragua|Republic of Nicaragua
  NL|NLD|528|155|210|=|Europe/Amsterdam|Netherlands|Kingdom of the Netherlands|Holland
  NO|NOR|578|154|385|=|Europe/Oslo|Norway|Kingdom of Norway
  NP|NPL|524|034|790|=|Asia/Kathmandu|Nepal
  NR|NRU|520|057|970|971|Pacific/Nauru|Nauru|Republic of Nauru
  NU|NIU|570|061|||Pacific/Niue|Niue
  NZ|NZL|554|053|920|=|Pacific/Auckland|New Zealand
  OM|OMN|512|145|698|=|Asia/Muscat|Oman|Sultanate of Oman
  PA|PAN|591|013|95|=|America/Panama|Panama|Republic of Panama
  PE|PER|604|005|135|=|America/Lima|Peru|Republic of Peru
  PF|PYF|258|061|||Pacific/Tahiti|French Polynesia
  PG|PNG|598|054|910|=|Pacific/Port_Moresby|Papua New Guinea|Independent State of Papua New Guinea
  PH|PHL|608|035|840|=|Asia/Manila|Philippines|Republic of the Philippines
  PK|PAK|586|034|770|=|Asia/Karachi|Pakistan|Islamic Republic of Pakistan
  PL|POL|616|151|290|=|Europe/Warsaw|Poland|Republic of Poland
  PM|SPM|666|021|||America/Miquelon|Saint Pierre and Miquelon
  PN|PCN|612|061|||Pacific/Pitcairn|Pitcairn|Pitcairn Islands
  PR|PRI|630|029|||America/Puerto_Rico|Puerto Rico|Puerto Rico (US)
  PS|PSE|275|145|||Asia/Hebron|Palestine|State of Palestine|Palestine, State of|Palestinian Territories|\
  Palestinian Territory|Palestinian Territory, Occupied|Occupied Palestinian Territory|West Bank and Gaza
  PT|PRT|620|039|235|=|Europe/Lisbon|Portugal|Portuguese Republic
  PW|PLW|585|057|986|=|Pacific/Palau|Palau|Republic of Palau
  PY|PRY|600|005|150|=|America/Asuncion|Paraguay|Republic of Paraguay
  QA|QAT|634|145|694|=|Asia/Qatar|Qatar|State of Qatar
  RE|REU|638|014|||Indian/Reunion|Réunion|Reunion Island
  RO|ROU|642|151|360|=|Europe/Bucharest|Romania|Rumania
  RS|SRB|688|039||340|Europe/Belgrade|Serbia|Republic of Serbia
  RU|RUS|643|151|365|=|Europe/Moscow|Russia|Russian Federation|Russia (Soviet Union)
  RW|RWA|646|014|517|=|Africa/Kigali|Rwanda|Republic of Rwanda
  SA|SAU|682|145|670|=|Asia/Riyadh|Saudi Arabia|Kingdom of Saudi Arabia
  SB|SLB|090|054|940|=|Pacific/Guadalcanal|Solomon Islands
  SC|SYC|690|014|591|=|Indian/Mahe|Seychelles|Republic of Seychelles
  SD|SDN|729|015|625|=|Africa/Khartoum|Sudan|Republic of the Sudan
  SE|SWE|752|154|380|=|Europe/Stockholm|Sweden|Kingdom of Sweden
  SG|SGP|702|035|830|=|Asia/Singapore|Singapore|Republic of Singapore
  SH|SHN|654|011|||Atlantic/St_Helena|Saint Helena|Saint Helena, Ascension and Tristan da Cunha
  SI|SVN|705|039|349|=|Europe/Ljubljana|Slovenia|Republic of Slovenia
  SJ|SJM|744|154|||Arctic/Longyearbyen|Svalbard and Jan Mayen|Svalbard and Jan Mayen Islands
  SK|SVK|703|151|317|=|Europe/Bratislava|Slovakia|Slovak Republic
  SL|SLE|694|011|451|=|Africa/Freetown|Sierra Leone|Republic of Sierra Leone
  SM|SMR|674|039|331|=|Europe/San_Marino|San Marino|Republic of San Marino
  SN|SEN|686|011|433|=|Africa/Dakar|Senegal|Republic of Senegal
  SO|SOM|706|014|520|=|Africa/Mogadishu|Somalia|Federal Republic of Somalia|Somaliland|Somalia, Fed. Rep.
  SR|SUR|740|005|115|=|America/Paramaribo|Suriname|Republic of Suriname|Surinam
  SS|SSD|728|014|525|626|Africa/Juba|South Sudan|Republic of South Sudan
  ST|STP|678|017|403|=|Africa/Sao_Tome|São Tomé and Príncipe|Democratic Republic of Sao Tome and Principe
  SV|SLV|222|013|92|=|America/El_Salvador|El Salvador|Republic of El Salvador
  SX|SXM|534|029|||America/Lower_Princes|Sint Maarten|Sint Maarten (Dutch part)|St. Maarten
  SY|SYR|760|145|652|=|Asia/Damascus|Syria|Syrian Arab Republic
  SZ|SWZ|748|018|572|=|Africa/Mbabane|Eswatini|Kingdom of Eswatini|Swaziland
  TC|TCA|796|029|||America/Grand_Turk|Turks and Caicos Islands
  TD|TCD|148|017|483|=|Africa/Ndjamena|Chad|Republic of Chad
  TF|ATF|260|014|||Indian/Kerguelen|French Southern Territories
  TG|TGO|768|011|461|=|Africa/Lome|Togo|Togolese Republic
  TH|THA|764|035|800|=|Asia/Bangkok|Thailand|Kingdom of Thailand
  TJ|TJK|762|143|702|=|Asia/Dushanbe|Tajikistan|Republic of Tajikistan
  TK|TKL|772|061|||Pacific/Fakaofo|Tokelau
  TL|TLS|626|035|860|=|Asia/Dili|Timor-Leste|Democratic Republic of Timor-Leste|East Timor
  TM|TKM|795|143|701|=|Asia/Ashgabat|Turkmenistan
  TN|TUN|788|015|616|=|Africa/Tunis|Tunisia|Republic of Tunisia
  TO|TON|776|061|955|972|Pacific/Tongatapu|Tonga|Kingdom of Tonga
  TR|TUR|792|145|640|=|Europe/Istanbul|Turkey|Türkiye|Turkey (Ottoman Empire)
  TT|TTO|780|029|52|=|America/Port_of_Spain|Trinidad and Tobago|Republic of Trinidad and Tobago
  TV|TUV|798|061|947|973|Pacific/Funafuti|Tuvalu
  TW|TWN|158|030|713|=|Asia/Taipei|Taiwan|Taiwan, Province of China|Taiwan, China|Chinese Taipei
  TZ|TZA|834|014|510,511|=|Africa/Dar_es_Salaam|Tanzania|United Republic of Tanzania|Tanzania, United Republic of|\
  Tanzania/Tanganyika|Tanganyika|Zanzibar
  UA|UKR|804|151|369|=|Europe/Kyiv|Ukraine
  UG|UGA|800|014|500|=|Africa/Kampala|Uganda|Republic of Uganda
  UM|UMI|581|057|||Pacific/Wake|US Minor Outlying Islands|U.S. Outlying Islands|United States Minor Outlying Islands
  US|USA|840|021|2|=|America/New_York|United States|US|United States of America|USA|America|\
  United States of America (USA)
  UY|URY|858|005|165|=|America/Montevideo|Uruguay|Eastern Republic of Uruguay
  UZ|UZB|860|143|704|=|Asia/Tashkent|Uzbekistan|Republic of Uzbekistan
  VA|VAT|336|039|||Europe/Vatican|Vatican City|Holy See|Vatican City State (Holy See)|\
  Holy See (Vatican City State)|Vatican|Vatican City State
  VC|VCT|670|029|57|=|America/St_Vincent|Saint Vincent and the Grenadines
  VE|VEN|862|005|101|=|America/Caracas|Venezuela|Venezuela (Bolivarian Republic of)|\
  Bolivarian Republic of Venezuela|Venezuela, RB
  VG|VGB|092|029|||America/Tortola|British Virgin Islands|Virgin Islands (British)
  VI|VIR|850|029|||America/St_Thomas|US Virgin Islands|United States Virgin Islands|Virgin Islands (U.S.)
  VN|VNM|704|035|816,817|=|Asia/Ho_Chi_Minh|Vietnam|Socialist Republic of Viet Nam|Republic of Vietnam|\
  Vietnam, Republic of|Vietnam, Democratic Republic of|Democratic Republic of Vietnam|South Vietnam|North Vietnam
  VU|VUT|548|054|935|=|Pacific/Efate|Vanuatu|Republic of Vanuatu
  WF|WLF|876|061|||Pacific/Wallis|Wallis and Futuna|Wallis and Futuna Islands
  WS|WSM|882|061|990|=|Pacific/Apia|Samoa|Independent State of Samoa|Western Samoa
  XK|XKX||039|347|=|Europe/Belgrade|Kosovo|KV|Republic of Kosovo
  YE|YEM|887|145|678,679,680|678,680|Asia/Aden|Yemen|Republic of Yemen|Yemen Arab Republic|\
  Yemen (Arab Republic of Yemen)|Yemen Arab Republic N. Yemen|Yemen, Rep.|Yemen, People's Republic of|\
  Yemen People's Republic S. Yemen|Yemen People's Republic|Democratic Yemen|North Yemen|South Yemen
  YT|MYT|175|014|||Indian/Mayotte|Mayotte
  ZA|ZAF|710|018|560|=|Africa/Johannesburg|South Africa|Republic of South Africa
  ZM|ZMB|894|014|551|=|Africa/Lusaka|Zambia|Republic of Zambia
  ZW|ZWE|716|014|552|=|Africa/Harare|Zimbabwe|Republic of Zimbabwe|Zimbabwe (Rhodesia)|Rhodesia
  """
