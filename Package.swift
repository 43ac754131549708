// swift-tools-version: 6.2
import PackageDescription

let strict: [SwiftSetting] = [.treatAllWarnings(as: .error), .enableUpcomingFeature("ExistentialAny")]

/// One room of the house. A room imports only rooms above it, so the compiler keeps the walls.
func room(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
  .target(name: name, dependencies: dependencies, swiftSettings: strict)
}

func tests(_ name: String, _ dependencies: [Target.Dependency], exclude: [String] = []) -> Target {
  .testTarget(name: name, dependencies: dependencies, exclude: exclude, swiftSettings: strict)
}

let sqlite: [Target.Dependency] = [
  .product(name: "GRDB", package: "GRDB.swift"),
  .product(name: "GRDBSQLite", package: "GRDB.swift"),
]

let package = Package(
  name: "curfew",
  products: [.executable(name: "curfew", targets: ["curfew"])],
  dependencies: [
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
  ],
  targets: [
    .target(name: "CDigest", linkerSettings: [.linkedLibrary("crypto")]),
    .target(name: "CInflate", linkerSettings: [.linkedLibrary("isal"), .linkedLibrary("zstd")]),
    .target(name: "CSimdjson", linkerSettings: [.linkedLibrary("simdjson")]),
    .target(name: "CEdit", linkerSettings: [.linkedLibrary("edit")]),
    .target(name: "CStatistics", cxxSettings: [.define("BOOST_MATH_NO_LONG_DOUBLE_MATH_FUNCTIONS")]),

    room("Text"),
    room("Tables", ["Text", "CDigest"]),
    room("Places", ["Text"]),
    room("Platforms", ["Text"]),
    room("Subjects", ["Tables", "Places", "Platforms"]),
    room("Formats", ["Text", "Tables", "CSimdjson", "CInflate"]),
    room("Datasets", ["Text", "Tables", "Places", "Platforms", "Subjects", "Formats"]),
    room("Query", ["Text", "Tables", "Places", "Platforms", "Subjects"]),
    // Simulations and draws take a hundred times as long without the optimiser, in tests as elsewhere.
    .target(
      name: "Analysis", dependencies: ["Tables", "Places", "Subjects", "CStatistics"],
      swiftSettings: strict + [.unsafeFlags(["-O"], .when(configuration: .debug))]),
    room("Render", ["Text", "Tables"]),
    room("Storage", ["Text", "Tables", "Places", "Platforms", "Subjects", "Formats", "Datasets", "Query"] + sqlite),
    room("Answers", ["Text", "Tables", "Places", "Platforms", "Subjects", "Query", "Analysis", "Storage"]),
    room(
      "Shell",
      [
        "Text", "Tables", "Places", "Platforms", "Subjects", "Datasets", "Query", "Render", "Storage", "Answers",
        "CEdit",
      ]),
    .executableTarget(
      name: "curfew",
      dependencies: ["Shell", .product(name: "ArgumentParser", package: "swift-argument-parser")],
      swiftSettings: strict),

    tests("TextTests", ["Text"]),
    tests("PlacesTests", ["Places", "Text"]),
    tests("PlatformsTests", ["Platforms", "Text"]),
    tests("FormatsTests", ["Formats", "Tables", "Text"]),
    tests(
      "DatasetsTests",
      ["Datasets", "Formats", "Subjects", "Places", "Platforms", "Tables", "Text", "Analysis"]),
    tests("QueryTests", ["Text", "Tables", "Places", "Platforms", "Subjects", "Query"]),
    tests("AnalysisTests", ["Analysis", "Tables", "Places", "Subjects"]),
    tests("RenderTests", ["Text", "Tables", "Render"]),
    tests(
      "StorageTests",
      ["Storage", "Query", "Datasets", "Formats", "Subjects", "Places", "Platforms", "Tables", "Text"] + sqlite),
    tests(
      "SessionTests", ["Shell", "Answers", "Analysis", "Query", "Render", "Storage", "Datasets", "Tables", "Text"]),
    tests(
      "DocumentationTests",
      ["Text", "Tables", "Subjects", "Query", "Render", "Storage", "Answers", "Shell"]),
    tests("EndToEndTests", ["Text", "Tables", "curfew"]),
    tests("ShellTests", ["Shell", "Query", "Datasets", "Render", "curfew"]),
  ],
  swiftLanguageModes: [.v6],
  cxxLanguageStandard: .cxx17
)

// libFuzzer brings a main function of its own, so its program is built only when it is asked for (`make fuzz`).
if Context.environment["CURFEW_FUZZ"] != nil {
  package.targets.append(
    .executableTarget(
      name: "Fuzz", dependencies: ["Text", "Tables", "Places", "Subjects", "Formats", "Datasets", "Query"],
      path: "Tests/Fuzz", exclude: ["fuzz.sh", "seeds"],
      swiftSettings: strict + [.unsafeFlags(["-parse-as-library"])]))
}

// Simulated country-years for the episode detector; a program of some minutes, built by `make detector-bench` alone.
if Context.environment["CURFEW_DETECTOR_BENCH"] != nil {
  package.targets.append(
    .executableTarget(
      name: "DetectorBench", dependencies: ["Analysis"], path: "Tests/DetectorBench", swiftSettings: strict))
}

// Damaged statements and what they are answered with; a table in seconds, built by `make error-bench` alone.
if Context.environment["CURFEW_ERROR_BENCH"] != nil {
  package.targets.append(
    .executableTarget(
      name: "ErrorBench", dependencies: ["Text", "Tables", "Places", "Subjects", "Query"], path: "Tests/ErrorBench",
      swiftSettings: strict))
}
