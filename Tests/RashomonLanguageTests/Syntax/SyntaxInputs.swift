import RashomonLanguage
import RashomonText

/// Model texts that use every form of the language.
enum SyntaxInputs {
  static let crisis = """
    # The frame.
    crisis "Valdoria 2031"
    period 2031-03-01 to 2031-12-31                     # a step is a day
    day election = 2031-04-04

    source ito {
      title "The \\"quiet\\" coup"
      author "M. Ito"  outlet "Courier"  date 2031-05-02
      file "ito.txt"  paragraphs 42
    }
    source base_rates { title "Leader exits, by month" }

    observable turnout: number of people  "largest gathering that day"
      usual 500 to 200k
    observable deployment: event, once  "foreign forces deploy"
      usual very unlikely by 2031-12-31                 because "once in a handful"
    observable reserve: event, once, self-evident  "a force is announced"
      usual 5% by election + 90, false 0.1% per day
    observable leader_exit: event, once  "the president leaves office"
      usual 192 in 26132 months                         @base_rates
    observable defections: number of officials, complete  "senior officials who defect"
      watched 2031-03-09 to 2031-03-31, lag 8 days, usual poisson(0.05)   because "no rate found"
    observable clash: event "police and crowd clash"
      usual 2% per week, noticed 80%, graded B3
    observable in_office: status "the president holds office"
      usual 95%
    observable index: number

    param persistence "share left a day later" ~ 85% to 98%   because "crowds fade over weeks"
    param stake ~ 0.5 to 2
    param years_ago = 3 * (2 + 1)
    hidden plot "someone plans it" is unlikely
    hidden leak is likely if plot, 30% if years_ago > 2, almost no chance otherwise  @ito:4
    hidden author is one of { insiders "the palace": 0.5, abroad: 0.3, nobody: 0.2 }
    hidden either = plot or author is abroad and not leak
    state mobilisation "strength of the protest" from 0 to 1 = 5%     because "rallies of July"
    state fear ~ beta(2, 5)
    prior hard-line-2 2

    each day {   because "daily"
      shock = if today == election then 60% else 0
      noise "what nobody explains" ~ normal(mean: 0, sd: 0.1)
      next mobilisation = persistence * mobilisation + shock ^ 2
      next fear ~ normal(0.9 * fear, 0.01)
      turnout = 500 + 200k * mobilisation
        * (if weekday == sunday then 1 else 0.3)      because "Sunday marches"
      in_office = not (leader_exit has happened)
      report turnout ~ lognormal(median: turnout, spread: 1.4), shared 1.4
      report turnout by official ~ lognormal(median: 0.4 * turnout, spread: 2)
      status loyal "the army is loyal" with chance 90% if fear < 0.2, 60% otherwise

      actor Palace "the inner circle" decides every 7 days from election, rationality 3 {   because "20 to 1"
        hold      worth 0
        finance   worth stake * rising(mobilisation, from: 10%, to: 60%) - 0.3
        deploy "send troops"   worth 1 - stake if plot, -2 otherwise, only if years_ago < 9, for 28 days  @ito:3
      }
      actor Street decides when shock > 0, steady, rationality 2
      {
        stay worth 0
        march worth max(chance(Palace.deploy), yesterday(fear, first: 0)) - days since clash / 100
      }
      event deployment when Palace.deploy
      event clash "they clash" with weekly chance 5% * mobilisation if deployment happens, 1% otherwise
      event leader_exit with monthly chance 6% * mobilisation       because "13 %"
    }

    question out "Does the president leave?"  opens 2031-04-10  = leader_exit by 2031-12-31
    question peak "Largest crowd?"  opens 2031-09-01
      = max(turnout) from 2031-09-01 to 2031-12-31 > 100k
    question odd "Both?" opens election = count(turnout > 10k) from election to election + 30 >= 3
      and (leader_exit by 2031-10-01 or not in_office on 2031-12-31) given deployment by 2031-10-01
    """

  static let account = """
    account "No good options"  by ito

    hidden treaty_case "an attack from outside" is almost no chance   @ito:26
    override Palace.deploy only if treaty_case           @ito:26
    override Palace.deploy worth 1 if treaty_case, 0 otherwise, for 7 days
    override Palace decides every day, rationality 5
    override Palace rationality 4
    override param stake ~ 1.5 to 4             @ito:14,26-27 @base_rates
    add option Palace.mediate "offers talks" worth 0.2
    remove option Palace.finance
    adjust Palace.deploy worth by -0.5 when treaty_case   @ito:30
    adjust mobilisation by 0.01
    adjust clash odds times 2 when today > election
    thesis plot "the palace did it"
    thesis author is abroad
    expects reserve: half as likely                       @ito:25,28
    expects deployment by 2031-09-30: likely if treaty_case, almost no chance otherwise
    expects clash from 2031-05-01 by 2031-05-31: 40%
    expects clash within 60 days of deployment: roughly even if plot
    expects leader_exit from election: 4 times as likely
    expects turnout from 2031-05-01: 0.3 to 0.7 times as many
    expects turnout from 2031-05-01 by 2031-06-01: half as many
    rules out reserve from 2031-06-01
    says nothing of index
    verdict out: likely                            @ito:31
    verdict peak: quite possible, because "his words"
    verdict odd: 20% to 40%
    leaves out "what viewers shouted"  @ito:34   because "no observable"
    override hidden leak is very likely
    each day {
      override next mobilisation = mobilisation
      override event leader_exit with yearly chance roughly even chance
    }
    """

  static func tree(_ text: String, as kind: FileKind = .crisis) -> SyntaxFile {
    parse(SourceFile(name: "toy.\(kind.rawValue)", text: text), as: kind)
  }
}
