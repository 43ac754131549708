/// The groups of UN M49 (Standard Country or Area Codes for Statistical Use), parents first; the columns are
///
///     M49 code|code of the parent|title|alias|...
///
/// A slug is the title in lower case with hyphens, and an alias that is only another common name for the same members.
/// Names whose members are disputed (`middle-east`, `mena`, `west`) are not here: a script defines them and says so.
/// `north-america` is M49's continent of that name (003): Northern America, Central America and the Caribbean.
/// M49 lists Antarctica in no group; it stands as a group of its own so that every country has one.
let regionTable = """
  001||World|global|all
  002|001|Africa
  019|001|Americas|the-americas
  142|001|Asia
  150|001|Europe
  009|001|Oceania
  010|001|Antarctica
  015|002|Northern Africa|north-africa
  202|002|Sub-Saharan Africa|subsaharan-africa|ssa
  014|202|Eastern Africa|east-africa
  017|202|Middle Africa|central-africa
  018|202|Southern Africa
  011|202|Western Africa|west-africa
  419|019|Latin America and the Caribbean|latin-america-and-caribbean|lac
  029|419|Caribbean|the-caribbean
  013|419|Central America
  005|419|South America
  021|019|Northern America
  003|019|North America
  143|142|Central Asia
  030|142|Eastern Asia|east-asia
  035|142|South-eastern Asia|southeast-asia|south-east-asia|southeastern-asia
  034|142|Southern Asia|south-asia
  145|142|Western Asia|west-asia
  151|150|Eastern Europe|east-europe
  154|150|Northern Europe|north-europe
  039|150|Southern Europe|south-europe
  155|150|Western Europe|west-europe
  053|009|Australia and New Zealand|australasia
  054|009|Melanesia
  057|009|Micronesia
  061|009|Polynesia
  """
