using System.Reflection;
using DataflowSync.Hosting.Telemetry;
using DataflowSync.Tests.Telemetry;
using Microsoft.Extensions.Logging;

namespace DataflowSync.Hosting.Tests.Telemetry;

public sealed class HostingLogTests
{
    [Fact]
    public void Every_log_event_of_the_host_has_an_id_of_its_own_and_is_documented_and_no_other_is()
    {
        var events = typeof(HostingLog).GetMethods()
            .Select(method => (method.Name, Attribute: method.GetCustomAttribute<LoggerMessageAttribute>()))
            .Where(method => method.Attribute is not null)
            .ToList();

        Assert.Equal(
            events.Select(method => $"{method.Attribute!.EventId} {method.Name} {method.Attribute.Level}").Order(StringComparer.Ordinal),
            new DocumentedSignals().Table("id in a host").Select(row => $"{row[0]} {row[1].Trim('`')} {row[2]}").Order(StringComparer.Ordinal));
        Assert.Equal(events.Count, events.Select(method => method.Attribute!.EventId).Distinct().Count());
        Assert.All(events, method => Assert.InRange(method.Attribute!.EventId, 200, 219));
    }
}
