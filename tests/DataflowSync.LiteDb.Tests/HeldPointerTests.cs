using DataflowSync.LiteDb.Files;
using DataflowSync.LiteDb.Tests.Simulation;

namespace DataflowSync.LiteDb.Tests;

/// <summary>Windows replaces no file that a reader has open: what stands in for it here fails in the same way.</summary>
public sealed class HeldPointerTests : IDisposable
{
    private const string Profile = "home";

    private readonly StoreDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task A_pointer_that_a_reader_has_open_is_replaced_as_soon_as_it_is_closed()
    {
        var disk = new HoldingDisk { Held = 3 };

        await SimulatedFetch.SyncAsync(_directory.Store(disk: disk), Profile, "movies", Records.Edition("any", 3));

        Assert.Equal(0, disk.Held);
        await using var snapshot = await _directory.Store().OpenAsync(Profile);
        Assert.Equal(3, snapshot.Dataset("movies").Count);
    }

    [Fact]
    public async Task Cancelling_ends_the_wait_for_a_held_pointer_and_publishes_nothing()
    {
        using var cancellation = new CancellationTokenSource();
        var disk = new HoldingDisk { Held = int.MaxValue, OnHeld = cancellation.Cancel };
        Directory.CreateDirectory(Path.Combine(_directory.Path, Profile));
        var path = _directory.PathOf(Profile, HoldingDisk.Pointer);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => DurableFile.ReplaceAsync(disk, path, new byte[1], cancellation.Token));

        Assert.Empty(_directory.Files(Profile));
    }

    [Fact]
    public async Task A_pointer_that_may_not_be_replaced_at_all_fails_at_once()
    {
        var disk = new HoldingDisk { Held = int.MaxValue, IsWindows = false };
        Directory.CreateDirectory(Path.Combine(_directory.Path, Profile));

        await Assert.ThrowsAsync<UnauthorizedAccessException>(
            () => DurableFile.ReplaceAsync(disk, _directory.PathOf(Profile, HoldingDisk.Pointer), new byte[1], CancellationToken.None));

        Assert.Equal(int.MaxValue - 1, disk.Held);
    }

    private sealed class HoldingDisk : Disk
    {
        public const string Pointer = "pointer.json";

        /// <summary>How many times the pointer cannot be replaced.</summary>
        public int Held { get; set; }

        public bool IsWindows { get; init; } = true;

        public Action OnHeld { get; init; } = () => { };

        public override bool IsHeldOpen(Exception exception) => IsWindows && exception is UnauthorizedAccessException;

        public override void Rename(string from, string to)
        {
            if (Path.GetFileName(to) == Pointer && Held > 0)
            {
                Held--;
                OnHeld();
                throw new UnauthorizedAccessException("held");
            }

            base.Rename(from, to);
        }
    }
}
