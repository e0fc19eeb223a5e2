namespace DataflowSync.LiteDb.Tests;

public sealed class HistoryTests : IDisposable
{
    private const string Profile = "home";

    private static readonly DateTimeOffset Noon = new(2026, 1, 2, 12, 0, 0, TimeSpan.FromHours(2));

    private readonly StoreDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task A_history_comes_back_as_it_was_saved()
    {
        var report = new SyncReport
        {
            ProfileId = Profile,
            RunId = "run",
            Status = SyncStatus.Partial,
            Progress = 83,
            StartedAt = Noon,
            Duration = TimeSpan.FromMilliseconds(1234.5),
            Error = new SyncError(SyncErrorCode.HttpStatus, "provider answered 404", 404),
            Account = new AccountInfo("Active", Noon, 2),
            Errors = ["movies: \"quoted\" <ü>"],
            Steps =
            [
                new StepReport
                {
                    Name = "movies", Status = StepStatus.Guarded, Received = 1, Added = 2, Updated = 3, Unchanged = 4, Removed = 5, Duplicates = 6,
                    Rejected = 7, Filtered = 8, Discarded = 9, Items = 10, Attempts = 11, Bytes = 12, Duration = TimeSpan.FromDays(1.5),
                    Error = new SyncError(SyncErrorCode.Truncated, "cut"), Warnings = ["odd"], Rejects = [new Reject(7, RejectReason.MissingId)],
                },
            ],
        };
        var history = new ProfileStatus
        {
            Reports = [report],
            LastSuccess = new Dictionary<string, DateTimeOffset> { ["movies"] = Noon },
            Guards = new Dictionary<string, GuardRecord> { ["series"] = new(12, ulong.MaxValue, Noon) },
        };
        var store = _directory.Store();
        await using (var writer = await store.OpenWriterAsync(Profile))
        {
            await writer.SaveStatusAsync(history, CancellationToken.None);
            Assert.Single(writer.Status.Reports);
        }

        var read = await store.GetStatusAsync(Profile);

        Assert.Equivalent(history, read, strict: true);
        await using var next = await store.OpenWriterAsync(Profile);
        Assert.Equivalent(history, next.Status, strict: true);
    }

    [Fact]
    public async Task Only_the_newest_reports_are_kept()
    {
        var reports = Enumerable.Range(0, 60).Select(i => new SyncReport { ProfileId = Profile, RunId = $"{i}" });
        var store = _directory.Store();
        await using (var writer = await store.OpenWriterAsync(Profile))
        {
            await writer.SaveStatusAsync(new ProfileStatus { Reports = [.. reports] }, CancellationToken.None);
        }

        Assert.Equal(Enumerable.Range(0, 50).Select(i => $"{i}"), (await store.GetStatusAsync(Profile)).Reports.Select(report => report.RunId));
    }

    [Fact]
    public async Task A_profile_with_a_history_alone_has_an_empty_catalog()
    {
        var store = _directory.Store();
        await using (var writer = await store.OpenWriterAsync(Profile))
        {
            await writer.SaveStatusAsync(new ProfileStatus(), CancellationToken.None);
        }

        await using var snapshot = await store.OpenAsync(Profile);

        Assert.Equal(0, snapshot.Version);
        Assert.Empty(snapshot.DatasetNames);
        Assert.Equal(["home"], (await store.ListProfilesAsync()).Select(profile => profile.Value));
    }

    [Fact]
    public async Task Unknown_profiles_are_said_to_be_unknown_and_made_by_no_question()
    {
        var store = _directory.Store();
        Directory.CreateDirectory(Path.Combine(_directory.Path, "lost+found"));
        Directory.CreateDirectory(Path.Combine(_directory.Path, "empty"));

        await Assert.ThrowsAsync<UnknownProfileException>(async () => await store.OpenAsync("nobody"));
        await Assert.ThrowsAsync<UnknownProfileException>(async () => await store.GetStatusAsync("nobody"));
        Assert.False(await store.DeleteProfileAsync("nobody"));
        Assert.Empty(await store.ListProfilesAsync());
        Assert.False(Directory.Exists(Path.Combine(_directory.Path, "nobody")));
    }

    [Fact]
    public async Task Profiles_are_listed_in_the_order_of_their_names()
    {
        var store = _directory.Store();
        foreach (var name in new[] { "b", "B", "a" })
        {
            await using var writer = await store.OpenWriterAsync(name);
            await writer.SaveStatusAsync(new ProfileStatus(), CancellationToken.None);
        }

        Assert.Equal(["B", "a", "b"], (await store.ListProfilesAsync()).Select(profile => profile.Value));
    }

    [Fact]
    public void Options_outside_their_ranges_are_refused()
    {
        foreach (var options in new LiteDbStoreOptions[]
        {
            new(),
            new() { DataDirectory = "x", ReadersPerFile = 5 },
            new() { DataDirectory = "x", OverlayRatio = 1.1 },
            new() { DataDirectory = "x", RebuildBelow = -1 },
            new() { DataDirectory = "x", MinimumFreeBytes = -1 },
        })
        {
            Assert.Throws<System.ComponentModel.DataAnnotations.ValidationException>(() => new LiteDbCatalogStore(options));
        }
    }
}
