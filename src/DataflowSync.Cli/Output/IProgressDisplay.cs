namespace DataflowSync.Cli.Output;

/// <summary>Shows a run while it goes on; disposed when it ended.</summary>
internal interface IProgressDisplay : IProgress<SyncProgress>, IAsyncDisposable;
