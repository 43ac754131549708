import Analysis
import Testing

@Suite struct SignalLevelTests {
  struct Recorded: Decodable {
    struct Case: Decodable {
      var stepsPerWeek: Int
      var values: [Double?]
      var levels: [Double?]
    }

    var cases: [Case]
  }

  @Test func `levels are those of NumPy`() throws {
    for reference in try RecordedFigures.read("signals.json", as: Recorded.self).cases {
      let levels = SignalLevel.levels(reference.values, stepsPerWeek: reference.stepsPerWeek)
      #expect(levels.count == reference.levels.count)
      for (level, expected) in zip(levels, reference.levels) {
        #expect((level.value == nil) == (expected == nil))
        if let figure = level.value?.level, let expected { #expect(agree(figure, expected)) }
      }
    }
  }

  @Test func `a drop is what is missing to the expected level, and never negative`() throws {
    var values = [Double?](repeating: 100, count: 35)
    values[28] = 25
    values[29] = 130
    values[30] = 0
    let levels = SignalLevel.levels(values, stepsPerWeek: 7)
    #expect(levels[28].value?.drop == 0.75 && levels[28].value?.level == 0.25 && levels[28].value?.weeks == 4)
    #expect(levels[29].value?.drop == 0 && levels[29].value?.level == 1.3)
    #expect(levels[30].value?.drop == 1)
    #expect(levels[20].value?.weeks == 2 && levels[13].cause == .fewerWeeksBefore(than: 2, found: 1))
  }

  @Test func `nothing to expect is said`() {
    #expect(SignalLevel.levels([], stepsPerWeek: 7).isEmpty)
    #expect(SignalLevel.levels([1, 2], stepsPerWeek: 0).allSatisfy { $0.value == nil })
    #expect(
      SignalLevel.levels([1, 2], stepsPerWeek: .max).allSatisfy { $0.cause == .fewerWeeksBefore(than: 2, found: 0) })
    let zeros = SignalLevel.levels([Double?](repeating: 0, count: 30), stepsPerWeek: 7)
    #expect(zeros.last?.cause == .zeroDenominator)
    let strange = SignalLevel.levels([Double?](repeating: .nan, count: 20) + [-1, nil, 3], stepsPerWeek: 1)
    #expect(strange.map(\.cause).dropLast().allSatisfy { $0 == .noMeasurements })
    #expect(strange.last?.cause == .fewerWeeksBefore(than: 2, found: 0))
  }
}
