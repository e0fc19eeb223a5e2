using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace DataflowSync.Tests.Telemetry;

/// <summary>Keeps what is logged, of every level.</summary>
internal sealed class RecordingLogger : ILoggerFactory, ILogger
{
    public ConcurrentQueue<Logged> Lines { get; } = new();

    public ConcurrentQueue<string> Categories { get; } = new();

    public ILogger CreateLogger(string categoryName)
    {
        Categories.Enqueue(categoryName);
        return this;
    }

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        Lines.Enqueue(new Logged(eventId, logLevel, formatter(state, exception)));

    public bool IsEnabled(LogLevel logLevel) => true;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException();

    public void Dispose()
    {
    }
}
