using DataflowSync.Hosting.Telemetry;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;

namespace DataflowSync.Hosting.Profiles;

/// <summary>
/// The options as the configuration says now. A changed configuration that is not valid is told and not followed, which a monitor of
/// options would throw at whoever reads it. Thread-safe.
/// </summary>
internal sealed class LiveOptions : IDisposable
{
    private readonly IOptionsFactory<DataflowSyncOptions> _factory;
    private readonly HostingLog _log;
    private readonly List<IDisposable> _listening;
    private readonly ChangeSignal _changed = new();
    private DataflowSyncOptions _current;

    public LiveOptions(
        IOptionsFactory<DataflowSyncOptions> factory, IEnumerable<IOptionsChangeTokenSource<DataflowSyncOptions>> changes, HostingLog log)
    {
        _factory = factory;
        _log = log;
        _current = factory.Create(Options.DefaultName);
        _listening = [.. changes.Select(source => ChangeToken.OnChange(source.GetChangeToken, Refresh))];
    }

    public DataflowSyncOptions Current => Volatile.Read(ref _current);

    public IChangeToken NextChange => _changed.Token;

    public void Dispose() => _listening.ForEach(listening => listening.Dispose());

    private void Refresh()
    {
        try
        {
            Volatile.Write(ref _current, _factory.Create(Options.DefaultName));
        }
        catch (OptionsValidationException exception)
        {
            _log.ConfigurationRefused(exception.Message);
            return;
        }

        _changed.Fire();
    }
}
