using System.Globalization;
using System.Text.Json;

namespace DataflowSync.Testing.Http;

/// <summary>The answers of the account check.</summary>
internal sealed class AccountAnswers(FakeProviderOptions options)
{
    private const long CreatedAt = 1_600_000_000;

    private static readonly string[] OutputFormats = ["m3u8", "ts", "rtmp"];

    /// <summary>For wrong credentials.</summary>
    public static Answer Refused() => Answer.Json("{\"user_info\":{\"auth\":0}}"u8.ToArray());

    public Answer Describe(FakeAccount.State account, int port)
    {
        DateTimeOffset now = options.TimeProvider.GetUtcNow();
        string portText = port.ToString(CultureInfo.InvariantCulture);
        return Answer.Json(JsonSerializer.SerializeToUtf8Bytes(new
        {
            user_info = new
            {
                username = options.Username,
                password = options.Password,
                message = "Welcome",
                auth = 1,
                status = account.Status.ToString(),
                exp_date = account.ExpiresAt?.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture),
                is_trial = "0",
                active_cons = "0",
                created_at = CreatedAt.ToString(CultureInfo.InvariantCulture),
                max_connections = account.MaxConnections.ToString(CultureInfo.InvariantCulture),
                allowed_output_formats = OutputFormats,
            },
            server_info = new
            {
                xui = true,
                version = "1.5.5",
                revision = 2,
                url = "127.0.0.1",
                port = portText,
                https_port = "443",
                server_protocol = "http",
                rtmp_port = "8880",
                timestamp_now = now.ToUnixTimeSeconds(),
                time_now = now.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture),
                timezone = "UTC",
            },
        }));
    }
}
