using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace DataflowSync.Xtream.Tests;

public sealed class TlsTests
{
    [Theory]
    [InlineData(false, SyncErrorCode.Network)]
    [InlineData(true, null)]
    public async Task A_certificate_nobody_signed_is_accepted_only_when_asked_for(bool insecure, SyncErrorCode? expected)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var answering = AnswerAsync(listener);
        var options = Sources.Fast();
        options.InsecureTls = insecure;
        using var source = XtreamSource.Create(new XtreamAccount($"https://{listener.LocalEndpoint}", "u", "p"), options);

        var result = await RecordReader.ReadAsync(source, Datasets.Channels);

        Assert.Equal(expected, result.Error?.Code);
        await answering;
    }

    private static async Task AnswerAsync(TcpListener listener)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var now = TimeProvider.System.GetUtcNow();
        using var certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        using var client = await listener.AcceptTcpClientAsync();
        await using var stream = new SslStream(client.GetStream());
        try
        {
            await stream.AuthenticateAsServerAsync(certificate);
            await stream.ReadAtLeastAsync(new byte[8192], 1);
            await stream.WriteAsync(Encoding.Latin1.GetBytes("HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\n[]"));
            await stream.ShutdownAsync();
        }
        catch (Exception exception) when (exception is IOException or System.Security.Authentication.AuthenticationException)
        {
            // The client does not trust the certificate: what the test may be about.
        }
    }
}
