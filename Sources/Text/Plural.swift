/// English plurals of this program's own nouns.
package enum Plural {
  package static func of(_ noun: String) -> String {
    switch noun {
    case "class", "access": noun + "es"
    case "ordered-by", "since-previous": "values of \(noun)"
    case "series": noun
    case "half": "halves"
    default: noun.hasSuffix("y") && !noun.hasSuffix("ay") ? noun.dropLast() + "ies" : noun + "s"
    }
  }
}
