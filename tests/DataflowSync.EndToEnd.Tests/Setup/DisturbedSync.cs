using System.Text.Json.Nodes;
using DataflowSync.LiteDb;
using DataflowSync.Testing;
using DataflowSync.Xtream;

namespace DataflowSync.EndToEnd.Tests.Setup;

/// <summary>A sync that is cancelled at one of the first things that happen in it.</summary>
internal sealed class DisturbedSync : IProgress<SyncProgress>, IDisposable
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(1);

    private readonly FakeProvider _provider;
    private readonly Random _random;
    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("dataflowsync-e2e-");
    private readonly WatchedSource _source;
    private readonly SyncEngine _engine;
    private CancellationTokenSource? _stop;
    private bool _byName;
    private int _stopAt;
    private int _events;

    public DisturbedSync(FakeProvider provider, Random random)
    {
        (_provider, _random) = (provider, random);
        var account = new XtreamAccount($"{provider.BaseAddress}", provider.Username, provider.Password);
        _source = new WatchedSource(XtreamSource.Create(account, new XtreamOptions { RequestInterval = TimeSpan.Zero }), Note);
        var store = new InterceptedStore(new LiteDbCatalogStore(new LiteDbStoreOptions { DataDirectory = _data.FullName, RebuildBelow = random.Next(2) * 1_000 }))
        {
            BeforeInsert = (_, _) => NoteAsync(),
            BeforePublish = (_, _) => NoteAsync(),
        };
        _engine = new SyncEngineBuilder().UseStore(store).AddProfile(SyncFixture.Profile, _source).Configure(options =>
        {
            options.BatchSize = 1 + random.Next(40);
            options.RetryDelay = TimeSpan.Zero;
            options.ProgressInterval = TimeSpan.Zero;
        }).Build();
    }

    public void Report(SyncProgress value) => Note();

    public void Dispose() => _data.Delete(recursive: true);

    /// <summary>Cancels a run at one of its first events, where so many come, and checks what it left.</summary>
    public async Task CancelSomewhereAsync(int events)
    {
        var before = await ExportAsync();
        foreach (var dataset in Documents.Datasets.Where(_ => _random.Next(4) == 0))
        {
            _provider.Faults.Add(Fault.Truncate(_random.Next(5_000)) with { Target = dataset });
        }

        using var stop = new CancellationTokenSource();
        (_stop, _stopAt, _events, _byName) = (stop, 1 + _random.Next(events), 0, _random.Next(2) == 0);
        var report = await RunAsync(stop.Token);
        var reached = _events;

        Assert.Matches("^(Completed )*(Cancelled )?(Skipped )*$", string.Concat(report.Steps.Select(step => $"{step.Status} ")));
        Assert.Equal(report.Steps.All(step => step.Status == StepStatus.Completed) ? SyncStatus.Completed : SyncStatus.Cancelled, report.Status);
        Assert.True(reached >= _stopAt || report.Status == SyncStatus.Completed);
        Conservation.Assert(report);
        foreach (var step in report.Steps)
        {
            var expected = step.Status == StepStatus.Completed ? Documents.Parse(_provider.Catalog[step.Name].ExpectedDocuments()) : before[step.Name];
            Documents.AssertEqual(step.Name, expected, await ExportAsync(step.Name));
        }

        Assert.Equal(0, _source.Running);
        await NothingIsOpenAsync();
        Assert.Empty(Directory.GetFiles(Path.Combine(_data.FullName, SyncFixture.Profile), "*.tmp"));
        Assert.Equal(reached, _events);
        (_stop, _stopAt) = (null, 0);
        _provider.Faults.Clear();
    }

    /// <summary>Runs undisturbed.</summary>
    /// <returns>How many events came.</returns>
    public async Task<int> CompleteAsync()
    {
        _events = 0;
        var asked = _provider.Requests.Count;
        var report = await RunAsync(CancellationToken.None);

        Assert.Equal(SyncStatus.Completed, report.Status);
        Assert.Equal(asked + 7, _provider.Requests.Count);
        foreach (var dataset in Documents.Datasets)
        {
            Documents.AssertEqual(dataset, Documents.Parse(_provider.Catalog[dataset].ExpectedDocuments()), await ExportAsync(dataset));
        }

        Assert.Empty(await _engine.Store.VerifyAsync(SyncFixture.Profile));
        return _events;
    }

    private async Task<SyncReport> RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await _engine.RunAsync(SyncFixture.Profile, options: null, this, cancellationToken).WaitAsync(SyncFixture.LongEnough, CancellationToken.None);
        }
        catch (SyncCanceledException e)
        {
            return e.Report;
        }
    }

    private async Task<Dictionary<string, List<JsonObject>>> ExportAsync()
    {
        var all = new Dictionary<string, List<JsonObject>>();
        foreach (var dataset in Documents.Datasets)
        {
            all[dataset] = await ExportAsync(dataset);
        }

        return all;
    }

    private async Task<List<JsonObject>> ExportAsync(string dataset)
    {
        try
        {
            await using var snapshot = await _engine.Store.OpenAsync(SyncFixture.Profile);
            return await snapshot.Dataset(dataset).BrowseAsync().Select(Documents.ToJson).ToListAsync();
        }
        catch (UnknownProfileException)
        {
            return []; // No run has ended yet.
        }
    }

    /// <summary>Waits until no file of the data directory is open in this process: a flush that was abandoned may still go on.</summary>
    private async Task NothingIsOpenAsync()
    {
        using var deadline = new CancellationTokenSource(SyncFixture.LongEnough);
        while (OperatingSystem.IsLinux()
            && Directory.GetFiles("/proc/self/fd").Any(link => Target(link)?.StartsWith(_data.FullName, StringComparison.Ordinal) == true))
        {
            await Task.Delay(Poll, TimeProvider.System, deadline.Token);
        }
    }

    private static string? Target(string link)
    {
        try
        {
            return new FileInfo(link).LinkTarget;
        }
        catch (IOException)
        {
            return null; // Closed in between.
        }
    }

    private Task NoteAsync()
    {
        Note();
        return Task.CompletedTask;
    }

    private void Note()
    {
        if (Interlocked.Increment(ref _events) != _stopAt)
        {
            return;
        }

        if (_byName)
        {
            _engine.TryCancel(SyncFixture.Profile);
        }
        else
        {
            _stop!.Cancel();
        }
    }
}
