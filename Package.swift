// swift-tools-version: 6.1
import PackageDescription

/// Every target is held to the same rules (see CONTRIBUTING.md).
let settings: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("InternalImportsByDefault"),
]

/// A target of this package, with its place in the stack said by what it may import.
func layer(_ name: String, on dependencies: [Target.Dependency]) -> Target {
  .target(name: name, dependencies: dependencies, swiftSettings: settings)
}

/// The tests of one layer.
func tests(
  _ name: String, of dependencies: [Target.Dependency], excluding data: [String] = []
) -> Target {
  .testTarget(
    name: name, dependencies: dependencies + ["RashomonTestSupport"], exclude: data,
    swiftSettings: settings)
}

let realModule = Target.Dependency.product(name: "RealModule", package: "swift-numerics")

let package = Package(
  name: "rashomon",
  products: [
    .executable(name: "rashomon", targets: ["RashomonCommand"])
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
    .package(url: "https://github.com/apple/swift-collections", from: "1.6.0"),
    .package(url: "https://github.com/apple/swift-numerics", from: "1.1.0"),
  ],
  targets: [
    layer("RashomonText", on: []),
    layer("RashomonNumerics", on: [realModule]),
    layer("RashomonEvidence", on: ["RashomonText"]),
    layer("RashomonModel", on: ["RashomonText", "RashomonNumerics", "RashomonEvidence"]),
    layer(
      "RashomonLanguage",
      on: [
        "RashomonText", "RashomonNumerics", "RashomonEvidence", "RashomonModel",
        .product(name: "OrderedCollections", package: "swift-collections"),
      ]),
    .target(name: "CRashomonKernels"),
    layer(
      "RashomonEngine",
      on: ["RashomonNumerics", "RashomonModel", "RashomonEvidence", "CRashomonKernels"]),
    layer(
      "RashomonInference",
      on: [
        "RashomonText", "RashomonNumerics", "RashomonModel", "RashomonEvidence",
        "RashomonEngine",
      ]),
    layer(
      "RashomonAnalysis",
      on: [
        "RashomonText", "RashomonNumerics", "RashomonModel", "RashomonEvidence",
        "RashomonEngine", "RashomonInference",
      ]),
    layer(
      "RashomonReport",
      on: ["RashomonText", "RashomonNumerics", "RashomonAnalysis", "RashomonModel"]),
    layer(
      "Rashomon",
      on: [
        "RashomonText", "RashomonNumerics", "RashomonEvidence", "RashomonModel",
        "RashomonLanguage", "RashomonInference", "RashomonAnalysis", "RashomonReport",
      ]),
    .executableTarget(
      name: "RashomonCommand",
      dependencies: [
        "Rashomon", "RashomonInference", "RashomonAnalysis", "RashomonReport", "RashomonText",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: settings),
    // What Benchmarks/run times; no product, so that only who asks for it builds it optimised.
    .executableTarget(
      name: "RashomonBench",
      dependencies: [
        "Rashomon", "RashomonAnalysis", "RashomonInference", "RashomonModel", "RashomonEvidence",
        "RashomonLanguage", "RashomonText",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      path: "Benchmarks/RashomonBench", swiftSettings: settings),
    .target(
      name: "RashomonTestSupport",
      dependencies: [
        "RashomonText", "RashomonNumerics", "RashomonModel", "RashomonEvidence",
        "RashomonEngine",
      ],
      path: "Tests/RashomonTestSupport", swiftSettings: settings),
    tests("RashomonTextTests", of: ["RashomonText"]),
    tests("RashomonNumericsTests", of: ["RashomonNumerics"]),
    tests("RashomonEvidenceTests", of: ["RashomonText", "RashomonEvidence"]),
    tests(
      "RashomonLanguageTests",
      of: ["RashomonText", "RashomonModel", "RashomonLanguage", "RashomonEvidence"],
      excluding: ["Suite"]),
    tests(
      "RashomonEngineTests",
      of: [
        "CRashomonKernels", "RashomonNumerics", "RashomonModel", "RashomonEvidence",
        "RashomonEngine",
      ]),
    tests(
      "RashomonInferenceTests",
      of: [
        "RashomonText", "RashomonNumerics", "RashomonModel", "RashomonEvidence", "RashomonEngine",
        "RashomonInference",
      ]),
    tests(
      "RashomonTests",
      of: [
        "Rashomon", "RashomonCommand", "RashomonText", "RashomonNumerics", "RashomonModel",
        "RashomonEvidence", "RashomonLanguage", "RashomonInference", "RashomonAnalysis",
        "RashomonReport",
      ]),
  ]
)
