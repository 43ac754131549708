extension Double {
  /// The double nearest to its value in twelve significant decimal digits, the form in which figures enter results, so
  /// that every machine gives the same bytes. `DecimalText.canonical` prints it in the fewest digits. Itself where it
  /// is not finite.
  package var rounded12: Double {
    // Whole numbers of up to twelve digits are most figures, and have nothing to round.
    if magnitude < 1e12, self == Double(Int64(self)) { return self == 0 ? 0 : self }
    guard let text = DecimalText.canonical(self) else { return self }
    return Double(text) ?? self
  }
}
