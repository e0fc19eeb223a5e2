using System.Text;

namespace DataflowSync.Cli.Output;

/// <summary>Standard error, which is only told things: that it is full or closed fails nothing.</summary>
internal sealed class ForgivingWriter(TextWriter inner) : TextWriter
{
    /// <summary>Puts itself in the place of the console's.</summary>
    public static void TakeOver()
    {
        var inner = Null;
        Forgive(() => inner = Console.Error);
        Console.SetError(new ForgivingWriter(inner));
    }

    public override Encoding Encoding => inner.Encoding;

    public override void Write(char value) => Forgive(() => inner.Write(value));

    public override void Write(char[] buffer, int index, int count) => Forgive(() => inner.Write(buffer, index, count));

    public override void Write(string? value) => Forgive(() => inner.Write(value));

    public override void WriteLine(string? value) => Forgive(() => inner.WriteLine(value));

    public override void Flush() => Forgive(inner.Flush);

    private static void Forgive(Action write)
    {
        try
        {
            write();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // There is nobody left to tell.
        }
    }
}
