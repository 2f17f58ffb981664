import RashomonAnalysis
import RashomonEvidence
import RashomonLanguage

/// One change of a case, with how to make it and how to say it.
struct StateEdit {
  let change: RunChange
  let make: (inout CaseState) -> Void

  /// What leads from one case to another besides the record: common ground before accounts, then
  /// tables.
  static func ofModels(from old: CaseState, to new: CaseState) -> [StateEdit] {
    let paths = Set(old.models.keys).union(new.models.keys).sorted {
      ($0.hasSuffix(".crisis") ? 0 : 1, $0) < ($1.hasSuffix(".crisis") ? 0 : 1, $1)
    }
    let statements = paths.flatMap { path -> [StateEdit] in
      guard let before = old.models[path] else {
        return [added(path, new.models[path])]
      }
      guard let after = new.models[path] else {
        return [
          StateEdit(
            change: RunChange(kind: .statementRemoved, place: path, what: "the whole file"),
            make: { $0.models[path] = nil })
        ]
      }
      return before.changes(to: after).map { statement($0, in: path) }
    }
    let tables = CaseState.tableNames.filter { old.tables[$0] != new.tables[$0] }.map { name in
      StateEdit(
        change: RunChange(kind: .table, place: name, what: "the table was changed"),
        make: { $0.tables[name] = new.tables[name] })
    }
    return statements + tables
  }

  private static func added(_ path: String, _ text: ModelText?) -> StateEdit {
    StateEdit(
      change: RunChange(kind: .statementAdded, place: path, what: "the whole file"),
      make: { $0.models[path] = text })
  }

  private static func statement(_ change: ModelText.Change, in path: String) -> StateEdit {
    let said: RunChange =
      switch change {
      case .removed(_, let piece):
        RunChange(
          kind: .statementRemoved, place: "\(path):\(piece.line)", what: piece.name,
          old: piece.text)
      case .edited(_, let old, let new):
        RunChange(
          kind: .statementEdited, place: "\(path):\(new.line)", what: new.name, old: old.text,
          new: new.text)
      case .added(_, let piece, _):
        RunChange(
          kind: .statementAdded, place: "\(path):\(piece.line)", what: piece.name,
          new: piece.text)
      }
    return StateEdit(change: said, make: { $0.models[path]?.apply(change) })
  }

  /// A row more, less or otherwise; nil where nothing changed.
  ///
  /// - Parameter isNew: whether the old case did not have it, in place of not seeing it.
  static func ofRow(from old: EvidenceRow?, to new: EvidenceRow?, isNew: Bool) -> StateEdit? {
    guard let id = (new ?? old)?.id, old?.fields != new?.fields else { return nil }
    let change: RunChange
    switch (old, new) {
    case (let old?, let new?) where old.graded(new.grade).fields == new.fields:
      change = RunChange(
        kind: .rowRegraded, place: id, what: new.summary, old: old.grade?.description ?? "certain",
        new: new.grade?.description ?? "certain")
    case (let old?, let new?):
      change = RunChange(
        kind: .rowChanged, place: id, what: new.summary, old: old.summary, new: new.summary)
    case (let old?, nil):
      change = RunChange(kind: .rowGone, place: id, what: old.summary)
    case (nil, let new?):
      let replaced = new.supersedes.map { ", in place of \($0)" } ?? ""
      change = RunChange(
        kind: isNew ? .rowNew : .rowNowVisible, place: id, what: new.summary + replaced)
    case (nil, nil): return nil
    }
    return StateEdit(change: change, make: { $0.rows[id] = new })
  }
}
