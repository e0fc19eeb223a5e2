using System.Diagnostics;
using System.Text;
using System.Threading.Channels;

namespace DataflowSync.Cli.Tests;

/// <summary>Runs the built tool, or a sample, as a process of its own.</summary>
internal sealed class Tool : IAsyncDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(3);

    private static string ToolPath => Path.Combine(AppContext.BaseDirectory, "DataflowSync.Cli.dll");

    private readonly Process _process;
    private readonly Task<string> _output;
    private readonly Task<string> _errors;
    private readonly Channel<string> _outputLines = Channel.CreateUnbounded<string>();
    private readonly Channel<string> _errorLines = Channel.CreateUnbounded<string>();
    private readonly TaskCompletionSource<string> _firstLine = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool _isDisposed;

    private Tool(ProcessStartInfo start, string? input, bool keepsInputOpen)
    {
        _process = Process.Start(start)!;
        if (input is not null)
        {
            _process.StandardInput.WriteLine(input);
        }

        if (!keepsInputOpen)
        {
            _process.StandardInput.Close();
        }

        _output = ReadAsync(_process.StandardOutput, _outputLines, _firstLine);
        _errors = ReadAsync(_process.StandardError, _errorLines, first: null);
    }

    /// <summary>The first line of standard output, as soon as it is there.</summary>
    public Task<string> FirstLine => _firstLine.Task;

    /// <summary>Standard input of a tool that was started with <see cref="StartWaiting"/>.</summary>
    public StreamWriter Input => _process.StandardInput;

    public static Tool Start(IEnumerable<string> arguments, string? input = null, params (string Name, string Value)[] environment) =>
        Start("DataflowSync.Cli.dll", arguments, input, environment);

    public static Task<ToolResult> RunAsync(params IEnumerable<string> arguments) => Start(arguments).EndAsync();

    public static Tool Start(string assembly, IEnumerable<string> arguments, string? input = null, params (string Name, string Value)[] environment) =>
        Start(["dotnet", Path.Combine(AppContext.BaseDirectory, assembly), .. arguments], input, keepsInputOpen: false, environment);

    /// <summary>Starts the tool with its standard input left open.</summary>
    public static Tool StartWaiting(params IEnumerable<string> arguments) =>
        Start(["dotnet", ToolPath, .. arguments], input: null, keepsInputOpen: true, []);

    /// <summary>Starts the tool in a terminal of its own, which <see cref="Input"/> types into.</summary>
    public static Tool StartInTerminal(int columns, int rows, params IEnumerable<string> arguments)
    {
        const string Script = """printf -v line '%q ' "$@"; exec script -qec "stty cols $COLUMNS_WANTED rows $ROWS_WANTED; exec $line" /dev/null""";
        return Start(
            ["bash", "-c", Script, "bash", "dotnet", ToolPath, .. arguments], input: null, keepsInputOpen: true,
            [("COLUMNS_WANTED", $"{columns}"), ("ROWS_WANTED", $"{rows}"), ("TERM", "xterm-256color")]);
    }

    /// <summary>Runs a line of bash in which <c>"$@"</c> is the tool with its arguments.</summary>
    public static Task<ToolResult> RunInShellAsync(string script, params IEnumerable<string> arguments) =>
        Start(["bash", "-c", script, "bash", "dotnet", ToolPath, .. arguments], input: null, keepsInputOpen: false, []).EndAsync();

    /// <summary>Waits for a line of standard output, behind those that were waited for before.</summary>
    public Task<string> OutputAsync(string text) => FindAsync(_outputLines, text);

    /// <summary>Waits for a line of standard error, behind those that were waited for before.</summary>
    public Task<string> ErrorAsync(string text) => FindAsync(_errorLines, text);

    /// <summary>Sends a signal as a terminal or an operator would.</summary>
    public async Task SignalAsync(string name)
    {
        using var kill = Process.Start("kill", [$"-{name}", $"{_process.Id}"]);
        await kill.WaitForExitAsync();
    }

    public async Task<ToolResult> EndAsync()
    {
        await using (this)
        {
            using var deadline = new CancellationTokenSource(Deadline);
            await _process.WaitForExitAsync(deadline.Token);
            return new ToolResult(_process.ExitCode, await _output, await _errors);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_isDisposed)
        {
            return;
        }

        _isDisposed = true;
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
    }

    private static Tool Start(IReadOnlyList<string> command, string? input, bool keepsInputOpen, (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo(command[0])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var argument in command.Skip(1))
        {
            start.ArgumentList.Add(argument);
        }

        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        return new Tool(start, input, keepsInputOpen);
    }

    private static async Task<string> FindAsync(Channel<string> lines, string text)
    {
        using var deadline = new CancellationTokenSource(Deadline);
        await foreach (var line in lines.Reader.ReadAllAsync(deadline.Token))
        {
            if (line.Contains(text, StringComparison.Ordinal))
            {
                return line;
            }
        }

        throw new InvalidOperationException($"The tool ended without a line with '{text}'.");
    }

    private static async Task<string> ReadAsync(StreamReader reader, Channel<string> lines, TaskCompletionSource<string>? first)
    {
        var told = new StringBuilder();
        while (await reader.ReadLineAsync() is { } line)
        {
            first?.TrySetResult(line);
            lines.Writer.TryWrite(line);
            told.Append(line).Append('\n');
        }

        first?.TrySetResult(string.Empty);
        lines.Writer.Complete();
        return told.ToString();
    }
}
