namespace DataflowSync.Xtream.Tests;

internal static class Sources
{
    /// <summary>Credentials that have to be escaped, and are recognised wherever they leak.</summary>
    public const string Username = "us@r &1";

    public const string Password = "p#ss%w/rd+";

    public static XtreamOptions Fast() => new() { RequestInterval = TimeSpan.Zero };

    public static XtreamSource For(
        LoopbackServer server,
        TimeProvider? time = null,
        XtreamOptions? options = null,
        XtreamProviders? providers = null) =>
        XtreamSource.Create(new XtreamAccount(server.BaseUrl, Username, Password), options ?? Fast(), time, providers);

    /// <summary>The format of a step, without a provider.</summary>
    public static IRecordFormat Format(string step)
    {
        using var source = XtreamSource.Create(new XtreamAccount("http://panel.example.test", Username, Password));
        return source.Steps.Single(candidate => candidate.Name == step).Format;
    }

    public static RecordResult Map(string step, string json) => RecordReader.Read(Format(step), System.Text.Encoding.UTF8.GetBytes(json));
}
