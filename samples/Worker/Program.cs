using DataflowSync;
using DataflowSync.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

// A service without a web server. Usage:
//   Provider__Url=http://host:8080 Provider__Username=me Provider__Password=secret dotnet run --project samples/Worker
var builder = Host.CreateApplicationBuilder(args);
var config = builder.Configuration;

#region embed
builder.Services.AddDataflowSync(options => options.DataDirectory = config["Data"] ?? "catalogs")
    .AddXtream(http => http.AddHttpMessageHandler(() => new PoliteHandler()))
    .UseLiteDb()
    .AddProfile("home", config.GetSection("Provider"))
    .AddSchedule("home", TimeSpan.FromHours(6))
    .OnCompleted<Narrator>();
#endregion

await builder.Build().RunAsync();

/// <summary>Tells of each run that ended.</summary>
internal sealed class Narrator(ISyncScheduler scheduler) : ISyncCompletion
{
    public ValueTask OnCompletedAsync(SyncReport report, CancellationToken cancellationToken)
    {
        var items = string.Join(", ", report.Steps.Select(step => $"{step.Items} {step.Name}"));
        var next = scheduler.GetSchedule(report.ProfileId).Min(row => row.NextDue);
        Console.WriteLine($"{report.ProfileId}: {report.Status}, {items}; next at {next:u}");
        return default;
    }
}

/// <summary>Where an application puts what it needs between itself and a provider: a proxy, a header, a count.</summary>
internal sealed class PoliteHandler : DelegatingHandler
{
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        request.Headers.TryAddWithoutValidation("Accept-Language", "en");
        return base.SendAsync(request, cancellationToken);
    }
}
