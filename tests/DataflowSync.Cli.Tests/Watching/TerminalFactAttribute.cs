namespace DataflowSync.Cli.Tests.Watching;

/// <summary>A test in a terminal, which <c>script</c> makes.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class TerminalFactAttribute : FactAttribute
{
    public TerminalFactAttribute() => Skip = OperatingSystem.IsLinux() && File.Exists("/usr/bin/script") ? null : "there is no /usr/bin/script, which makes a terminal";
}
