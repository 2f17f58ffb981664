/// The version of the program, as CHANGELOG.md counts it; every result records it.
package let rashomonVersion = "0.1.0"
