/// The characters that a terminal draws charts with.
struct ChartGlyphs {
  /// Of a bar: a full cell, and one to seven eighths of one.
  var full: Character
  var eighths: [Character]
  /// The part of a bar that lies above its interval's lower end.
  var doubtful: Character
  /// Of an interval.
  var lowEnd: Character
  var span: Character
  var highEnd: Character
  var point: Character
  var band: Character
  var axis: Character
  var tick: Character
  var corner: Character
  var floor: Character
  var floorTick: Character
  var missing: Character
  var partlyMissing: Character
  /// Of a line: level, upright, and the four bends: up from the left, up to the right, down from the left, down to the
  /// right.
  var level: Character
  var upright: Character
  var bends: [Character]
  var lone: Character
  /// Eight, the lowest first.
  var shades: [Character]
  var event: Character

  static let blocks = ChartGlyphs(
    full: "█", eighths: ["▏", "▎", "▍", "▌", "▋", "▊", "▉"], doubtful: "▒", lowEnd: "├", span: "─", highEnd: "┤",
    point: "●", band: "░", axis: "│", tick: "┤", corner: "└", floor: "─", floorTick: "┬", missing: "·",
    partlyMissing: ":", level: "─", upright: "│", bends: ["╯", "╭", "╮", "╰"], lone: "•",
    shades: ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"], event: "┄")

  static let ascii = ChartGlyphs(
    full: "#", eighths: ["|", "|", "|", "#", "#", "#", "#"], doubtful: "=", lowEnd: "[", span: "-", highEnd: "]",
    point: "o", band: ":", axis: "|", tick: "+", corner: "+", floor: "-", floorTick: "+", missing: ".",
    partlyMissing: ",", level: "-", upright: "|", bends: ["'", ".", ".", "'"], lone: "o",
    shades: ["1", "2", "3", "4", "5", "6", "7", "8"], event: "~")
}
