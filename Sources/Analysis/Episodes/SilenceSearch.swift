#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Hours in which hardly anything is tested where much was expected, in a whole country.
///
/// Volumes are a negative binomial about the mean of the same hour of the week, one hour either side, over the four
/// weeks before; a silence is a twentieth of it. The first four weeks are not judged.
struct SilenceSearch {
  private let settings: EpisodeSettings
  private let bins: Int
  private let binsPerHour: Int
  private let networks: Int
  /// Tests by the bin, each network up to its cap.
  private var volume: [Double]
  /// Tests of each network in the order of bins.
  private let cells: SortedCells

  init(_ country: EpisodeCountry, settings: EpisodeSettings) throws {
    self.settings = settings
    bins = country.bins
    binsPerHour = country.binsPerHour
    networks = country.networks
    let tests = country.volume.isEmpty ? country.cells + country.rest : country.volume
    cells = try SortedCells(
      tests.map { EpisodeCell(bin: $0.bin, network: $0.network, platform: 0, n: $0.n, k: 0) }, bins: bins,
      networks: networks, platforms: 1, correlation: 0)
    volume = [Double](repeating: 0, count: bins)
    for network in 0..<networks {
      let own = cells.starts[network]..<cells.starts[network + 1]
      let mean = own.reduce(0.0) { $0 + Double(cells.n[$1]) } / Double(max(1, bins))
      let cap = max(settings.leastCap, settings.volumeCap * mean)
      for cell in own { volume[Int(cells.bin[cell])] += min(Double(cells.n[cell]), cap) }
    }
  }

  private var week: Int { 168 * binsPerHour }

  func episodes() -> [Episode] {
    guard bins > 4 * week else { return [] }
    let expected = expectations(volume)
    guard let size = dispersion(expected) else { return [] }
    var input = ChainEvidence()
    for bin in 4 * week..<bins where expected[bin] > 0 {
      let silent = evidence(volume[bin], expected: expected[bin], size: size)
      input.append(bin: Int32(bin), second: settings.silenceWeight * silent)
    }
    var work = ChainWork()
    settings.silenceChain(binsPerHour: binsPerHour).probabilities(
      stops: input.stops, likelihoods: input.likelihoods, bins: bins, work: &work)
    let runs = EpisodeRun.runs(bins: bins, high: settings.restricted, low: settings.open) { bin in
      work.probabilities[2 * bin + 1]
    }
    return runs.compactMap { run in
      guard run.offset.estimate - run.onset.estimate >= settings.leastSilence * Double(binsPerHour) else { return nil }
      return episode(run, peak: work.probabilities[2 * run.sure.lowerBound + 1])
    }
  }

  /// mu: the mean of three hours of the week in each of four weeks; 0 in the first four weeks.
  private func expectations(_ series: [Double]) -> [Double] {
    var expected = [Double](repeating: 0, count: series.count)
    for bin in stride(from: 4 * week, to: series.count, by: 1) {
      expected[bin] = expectation(at: bin) { series[$0] }
    }
    return expected
  }

  private func expectation(at bin: Int, _ value: (Int) -> Double) -> Double {
    var sum = 0.0
    var count = 0.0
    for back in 1...4 {
      for side in -binsPerHour...binsPerHour {
        let past = bin - back * week + side
        guard past >= 0, past < bins else { continue }
        sum += value(past)
        count += 1
      }
    }
    return count > 0 ? sum / count : 0
  }

  /// r of the negative binomial by moments, the hundredth of hours that are furthest off left out; nil: nothing to
  /// expect.
  private func dispersion(_ expected: [Double]) -> Double? {
    let judged = (4 * week..<bins).filter { expected[$0] > 0 }
    guard !judged.isEmpty else { return nil }
    let residuals = judged.map { bin -> (excess: Double, square: Double) in
      let difference = volume[bin] - expected[bin]
      return (difference * difference - expected[bin], expected[bin] * expected[bin])
    }
    let kept = residuals.sorted { $0.excess / $0.square < $1.excess / $1.square }.prefix(residuals.count * 99 / 100 + 1)
    let squares = kept.reduce(0) { $0 + $1.square }
    let share = kept.reduce(0) { $0 + $1.excess } / squares
    return share > 0.001 ? 1 / share : 1000
  }

  /// `ln NB(y; 0.05 mu, r) - ln NB(y; mu, r)`, in which the gamma functions cancel.
  private func evidence(_ tests: Double, expected: Double, size: Double) -> Double {
    let rest = log((size + expected) / (size + settings.silentLevel * expected))
    return size * rest + tests * (log(settings.silentLevel) + rest)
  }

  /// Only where networks that carried most of the tests fell silent together.
  private func episode(_ run: EpisodeRun, peak: Double) -> Episode? {
    let range = run.sure.clamped(to: 0..<bins)
    var tested: [Int] = []
    var fallen: [Int] = []
    var expectedAll = 0.0
    var expectedFallen = 0.0
    var greatestFallen = 0.0
    var made = 0
    for network in 0..<networks {
      let inside = cells.indices(network: network, bins: range).reduce(0) { saturated($0, cells.n[$1]) }
      let usual = usual(network, in: range)
      made = saturated(made, inside)
      expectedAll += usual
      if usual > 0 || inside > 0 { tested.append(network) }
      if usual >= settings.leastExpected, Double(inside) <= settings.fallenLevel * usual {
        fallen.append(network)
        expectedFallen += usual
        greatestFallen = max(greatestFallen, usual)
      }
    }
    guard fallen.count >= settings.fallenNetworks, expectedFallen >= settings.fallenShare * expectedAll,
      expectedFallen - greatestFallen >= settings.fallenOthers
    else { return nil }
    return Episode(
      level: .silence, platforms: [], onset: run.onset, offset: run.offset, scope: .partial, phases: [],
      insufficient: run.insufficient, networksTested: tested, networksRestricted: fallen,
      tests: Int(min(expectedAll, 0x1p52).rounded()), affected: made, peak: peak)
  }

  /// What a network's own past lets expect in a range: the sum over its bins of the mean of the bins that a country's
  /// expectation rests on.
  private func usual(_ network: Int, in range: Range<Int>) -> Double {
    var sum = 0.0
    for back in 1...4 {
      for side in -binsPerHour...binsPerHour {
        let shift = side - back * week
        let past = max(0, range.lowerBound + shift)..<max(0, range.upperBound + shift)
        for cell in cells.indices(network: network, bins: past) { sum += Double(cells.n[cell]) }
      }
    }
    return sum / Double(4 * (2 * binsPerHour + 1))
  }
}

/// A sum that stays at the greatest number that there is.
private func saturated(_ left: Int, _ right: Int) -> Int {
  let (sum, overflow) = left.addingReportingOverflow(right)
  return overflow ? .max : sum
}
