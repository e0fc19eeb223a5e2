namespace DataflowSync.Xtream.Tests;

public sealed class TlsTests
{
    [Theory]
    [InlineData(false, SyncErrorCode.Network)]
    [InlineData(true, null)]
    public async Task A_certificate_nobody_signed_is_accepted_only_when_asked_for(bool insecure, SyncErrorCode? expected)
    {
        await using var server = new TlsServer(LoopbackServer.Ok("[]"));
        var options = Sources.Fast();
        options.InsecureTls = insecure;
        using var source = XtreamSource.Create(new XtreamAccount($"https://127.0.0.1:{server.Port}", "u", "p"), options);

        var result = await RecordReader.ReadAsync(source, Datasets.Channels);

        Assert.Equal(expected, result.Error?.Code);
    }
}
