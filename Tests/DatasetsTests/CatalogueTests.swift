import Datasets
import Formats
import Subjects
import Tables
import Testing

private let combined =
  "start_date_type,start_date,country,geo_scope,area_name,shutdown_type,affected_network,shutdown_extent,ordered_by,"
  + "actual_cause,shutdown_status,end_date,facebook_affected,twitter_affected,other_affected,sms_affected,event,"
  + "info_source_link,count_year\n"

struct CatalogueTests {
  @Test func `a row of the combined sheet is one incident`() throws {
    let row =
      "Estimated,2024-01-07,Pakistan,It affected locations in more than one state,Nationwide,\"Shutdown, Throttle\","
      + "\"Broadband, Mobile\",\"Full network, Service-based\",Unknown,Elections,Ended,2024-01-08,Yes,No,YouTube,Yes,"
      + "\"Two\nlines\",\"https://a.org/1; https://b.org/2, https://c.org\",2024\n"
    let (rows, _) = try read(combined + row, as: .accessNow)
    let incident = try #require(rows.incidents.first)
    #expect(incident.start.iso == "2024-01-07" && incident.start.isEstimated)
    #expect(incident.end == .known(Moment(incident.start.instant.advanced(by: 86_400), .day)))
    #expect(incident.extents == [.fullNetwork, .serviceBased, .throttling])
    #expect(incident.scope == .national && incident.access == ["mobile", "fixed"])
    #expect(incident.platforms == ["facebook", "youtube"] && incident.otherServices == ["SMS"])
    #expect(incident.orderedBy.isEmpty && incident.causes == ["Elections"] && incident.title == "Two lines")
    #expect(incident.links == ["https://a.org/1", "https://b.org/2", "https://c.org"])
    #expect(incident.edition == 2024 && incident.line == 2)
  }

  @Test func `identity is as written and leaves the edition out`() throws {
    let row = { (country: String, year: Int) in
      ",2020-01-01,\(country),,X,Shutdown,Mobile,Full network,,,Ongoing,,No,No,,No,,,\(year)\n"
    }
    let (rows, _) = try read(combined + row("India", 2020) + row("India", 2021) + row("India ", 2021), as: .accessNow)
    #expect(rows.incidents[0].identity == rows.incidents[1].identity)
    #expect(rows.incidents[1].identity != rows.incidents[2].identity)
    #expect(
      rows.incidents.map(\.end) == [.ongoing(lastYear: 2020), .ongoing(lastYear: 2021), .ongoing(lastYear: 2021)])
  }

  @Test func `several countries in a cell count in each and one with a comma is one`() throws {
    let row = { (country: String) in
      ",2020-01-01,\"\(country)\",,,Shutdown,Mobile,Full network,,,,,No,No,,No,,,2020\n"
    }
    let (rows, _) = try read(
      combined + row("Laos; Myanmar") + row("Palestine, State of") + row("Somaliland") + row("Kenya; Atlantis"),
      as: .accessNow)
    #expect(rows.incidents.map { $0.countries.map(\.description) } == [["LA", "MM"], ["PS"], ["SO"], ["KE"]])
    #expect(rows.incidents[2].area == "Somaliland")
    #expect(rows.rejects.map(\.value) == ["Atlantis"] && rows.rejects.allSatisfy(\.keptRow))
  }

  @Test func `an end before the start is a rejected field and the end is unknown`() throws {
    let row = ",2020-01-05,Chad,,,Shutdown,Mobile,Full network,,,Ended,2020-01-01,No,No,,No,,,2020\n"
    let (rows, summary) = try read(combined + row, as: .accessNow)
    #expect(rows.incidents.map(\.end) == [.unknown])
    #expect(rows.rejects.map(\.field) == ["end_date"] && summary.fieldsRejected == 1)
  }

  @Test func `the sheet of 2019 is read with its own columns`() throws {
    let text =
      "ID,start_date,end_date ,country ,geo_scope,area_name ,shutdown_type_new,affected_network,full or service-based,"
      + "Facebook_affected,Twitter_affected,other_service_details (specify) ,SMS_and_phone_call_affected,event \n"
      + "1,43187.0,43659.0,Chad,Level 3,National ,Shutdown and throttle,Mobile and broadband,Full and Service-based,"
      + "1,0,\"YouTube, Viber\",SMS and Phone call,\n"
      + "2,43390.0,,Yemen ,Level 1,Hodeidah,Shutdown,Mobile,Full,,,,None,\n"
    let (rows, _) = try read(text, as: .accessNow)
    let first = try #require(rows.incidents.first)
    #expect(first.start.iso == "2018-03-28" && first.scope == .national && first.otherServices.contains("phone calls"))
    #expect(
      first.extents == [.fullNetwork, .serviceBased, .throttling] && first.platforms.isSuperset(of: ["facebook"]))
    #expect(rows.incidents.map { $0.countries.map(\.description) } == [["TD"], ["YE"]])
    #expect(rows.incidents[1].scope == .city && rows.incidents[1].end == .unknown)
  }

  @Test func `the sheet of 2016 to 2018 is read with its own columns`() throws {
    let text =
      "year,start_date,end_date,country,geo_scope,area_name,shutdown_type_group,shutdown_type,services_affected\n"
      + "2016.0,42395.0,42395.0,India,Regional,Kashmir,Mobile Internet,Mobile Internet,Mobile Internet\n"
      + "2017.0,42754.0,,Cameroon,Multi-regional,,Throttling,Throttling,Internet\n"
    let (rows, _) = try read(text, as: .accessNow)
    #expect(rows.incidents.map(\.extents) == [[.fullNetwork], [.throttling]])
    #expect(rows.incidents.map(\.edition) == [2016, 2017])
    #expect(rows.incidents.map(\.scope) == [.province, .multiRegion])
    #expect(rows.incidents[0].access == ["mobile"])
  }

  @Test func `coups keep what they know of their day`() throws {
    let text =
      "country\tccode\tyear\tmonth\tday\tcoup\r\n\"Cuba\"\t40\t1952\t3\t10\t2\r\nCuba\t40\t1957\t9\t-9\t1\r\nCuba\t40\t1957\t9\t40\t1\r\nCuba\t40\t1957\t9\t4\t3\r\n"
    let (rows, _) = try read(text, as: .coups)
    #expect(
      rows.events.map { "\($0.start.iso) \($0.title)" } == [
        "1952-03-10 Coup attempt, succeeded", "1957-09 Coup attempt, failed",
      ])
    #expect(rows.events.allSatisfy { $0.kind == .coup && $0.actor == nil })
    #expect(rows.rejects.map(\.kind) == [.unreadableDate, .unknownValue])
  }

  @Test func `generic incidents and events take several values in a cell`() throws {
    let incidents =
      "id,country,start,end,extent,scope,access,platforms,cause,area,subdivision,source\n"
      + "a1,Pakistan;IN,2024-01-07T18:00Z,2024-01-08,service-based;throttling,national,mobile;fixed,Twitter;Foo,Rally,"
      + "Lahore,PK-PB;Nowhere,https://a.org\n"
    let (rows, _) = try read(incidents, as: .incidents)
    let incident = try #require(rows.incidents.first)
    #expect(incident.sourceID == "a1" && incident.countries.map(\.description) == ["PK", "IN"])
    #expect(incident.extents == [.serviceBased, .throttling] && incident.access == ["mobile", "fixed"])
    #expect(incident.platforms == ["x"] && incident.otherServices == ["Foo"] && incident.subdivisions == ["PK-PB"])
    #expect(rows.rejects.map(\.value) == ["Nowhere"])
    let events =
      "country,start,kind,actor,title\nVE,January - June 2025,Rally,opposition,\"A\nrally\"\nVE,2024,feast,,x\nVE,2024,exam,aliens,\n"
    let (others, _) = try read(events, as: .events)
    #expect(others.events.map(\.title) == ["A rally", "exam in Venezuela"])
    #expect(others.events.first?.end?.iso == "2025-06" && others.events.first?.actor == .opposition)
    #expect(others.rejects.map { "\($0.field ?? "") \($0.keptRow)" } == ["kind false", "actor true"])
  }

  @Test func `an ongoing incident without a year lasts to the snapshot`() throws {
    let text = "country,start,end,extent\nPK,2024-01-07,ongoing,full\nPK,2024-01-07,,full\n"
    let (rows, _) = try read(text, as: .incidents)
    #expect(rows.incidents.map(\.end) == [.ongoing(lastYear: IncidentEnd.noLastYear), .unknown])
  }
}
