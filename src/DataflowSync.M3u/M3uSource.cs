using System.IO.Pipelines;
using System.Net;
using System.Runtime.CompilerServices;
using DataflowSync.M3u.Playlist;

namespace DataflowSync.M3u;

/// <summary>
/// The entries of one M3U playlist, over HTTP or in a file, as one dataset: <see cref="Dataset"/>. The addresses of the streams
/// hold credentials and are not stored; <see cref="FindAddressAsync"/> gets them back. Thread-safe. No exception of it and no
/// <see cref="ToString"/> shows credentials or addresses with them.
/// </summary>
public sealed class M3uSource : ICatalogSource
{
    /// <summary>Name of the one step, and of its dataset.</summary>
    public const string Dataset = "entries";

    private readonly Uri _playlist;
    private readonly HttpClient _client;

    /// <summary>Makes a source.</summary>
    /// <param name="playlist">
    /// Address of the playlist with the credentials that are part of it: <c>http</c>, <c>https</c> or <c>file</c>. A file has to be
    /// whole whenever it is there: who makes it writes another one and renames it.
    /// </param>
    /// <param name="client">
    /// Asks, with its own User-Agent; its timeout is the deadline for the headers of an answer; it stays the caller's. Null for one that
    /// calls itself VLC, for many providers refuse what is not a player, waits 200 seconds, for panels build a whole list before its first
    /// byte, and follows redirects; it holds nothing but connections, which close after a minute without a request.
    /// </param>
    /// <exception cref="ArgumentException">The address is none of these.</exception>
    public M3uSource(Uri playlist, HttpClient? client = null)
    {
        if (playlist is not { IsAbsoluteUri: true, Scheme: "http" or "https" or "file" })
        {
            throw new ArgumentException("The address of a playlist is an absolute http, https or file address.", nameof(playlist));
        }

        _playlist = playlist;
        _client = client ?? CreateClient();
        Steps = [new SyncStep(Dataset, new PlaylistFormat(playlist.Host))];
    }

    /// <inheritdoc/>
    public IReadOnlyList<SyncStep> Steps { get; }

    /// <summary>Asks nothing: a playlist tells nothing of an account.</summary>
    /// <param name="cancellationToken">Not used.</param>
    /// <returns>Null.</returns>
    public Task<AccountInfo?> CheckAsync(CancellationToken cancellationToken) => Task.FromResult<AccountInfo?>(null);

    /// <inheritdoc/>
    public async IAsyncEnumerable<SourceBody> OpenAsync(SyncStep step, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        yield return await OpenAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// Reads the playlist up to an entry, for the address to play: as the provider gives it now, with the credentials in it. It is not
    /// to be stored or logged. A whole playlist may be read for it, so ask when something is played, not for a list; only the token
    /// bounds the reading.
    /// </summary>
    /// <param name="id">The item's id.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    /// <returns>The address; null where the playlist has no such entry any more.</returns>
    /// <exception cref="SourceException">The playlist cannot be read, or ended too early.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled, or the timeout of the client passed.</exception>
    public async Task<Uri?> FindAddressAsync(string id, CancellationToken cancellationToken = default)
    {
        try
        {
            var body = await OpenAsync(cancellationToken).ConfigureAwait(false);
            await using var closing = body.ConfigureAwait(false);
            var reader = PipeReader.Create(body.Content);
            var framer = Steps[0].Format.CreateFramer(maxRecordBytes: 4 << 20, maxRecordDepth: 1);
            for (var status = FrameStatus.NeedMoreData; status != FrameStatus.End;)
            {
                var result = await reader.ReadAsync(cancellationToken).ConfigureAwait(false);
                var buffer = result.Buffer;
                while ((status = framer.TryRead(ref buffer, result.IsCompleted, out var frame)) == FrameStatus.Record)
                {
                    if (EntryAddress.Parse(new PlaylistEntry(frame.Bytes), _playlist.Host) is { } address && address.Id == id)
                    {
                        return address.Uri;
                    }
                }

                reader.AdvanceTo(buffer.Start, buffer.End);
            }

            return null;
        }
        catch (Exception exception) when (exception is IOException or InvalidDataException or HttpRequestException or UnauthorizedAccessException)
        {
            // What was met is not passed on: it quotes broken answers.
            throw new SourceException(SyncErrorCode.Network, "the playlist cannot be read");
        }
    }

    /// <summary>The playlist's host and port, and nothing of the account.</summary>
    public override string ToString() => _playlist.IsFile ? "M3U playlist in a file" : $"M3U playlist at {_playlist.Authority}";

    /// <remarks>A provider has no use for our trace ids: nothing propagates them.</remarks>
    private static HttpClient CreateClient() =>
        new(new SocketsHttpHandler { AutomaticDecompression = DecompressionMethods.All, ActivityHeadersPropagator = null })
        {
            Timeout = TimeSpan.FromSeconds(200),
            DefaultRequestHeaders = { { "User-Agent", "VLC/3.0.21 LibVLC/3.0.21" } },
        };

    /// <summary>What the runtime throws here and in the body, the engine understands.</summary>
    private async Task<SourceBody> OpenAsync(CancellationToken cancellationToken)
    {
        if (_playlist.IsFile)
        {
            var file = File.OpenRead(_playlist.LocalPath);
            return new SourceBody(new PlaylistStream(file, isProven: true), file.Length);
        }

        var response = await _client.GetAsync(_playlist, HttpCompletionOption.ResponseHeadersRead, cancellationToken).ConfigureAwait(false);
        if (response.StatusCode != HttpStatusCode.OK)
        {
            using (response)
            {
                throw Refusal(response);
            }
        }

        var length = response.Content.Headers.ContentLength;
        var isProven = length is not null || response.Headers.TransferEncodingChunked == true || response.Version.Major > 1;
        var content = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        var body = new SourceBody(new PlaylistStream(content, isProven), length);
        if (!isProven)
        {
            body.Warnings.Add("length: the answer did not say where it ends; a list that was cut between two entries looks whole");
        }

        return body;
    }

    private static SourceException Refusal(HttpResponseMessage response)
    {
        var status = (int)response.StatusCode;
        var code = status switch
        {
            429 => SyncErrorCode.RateLimited,
            458 or 885 => SyncErrorCode.ConnectionLimit,
            >= 300 and < 400 => SyncErrorCode.Redirect,
            _ => SyncErrorCode.HttpStatus,
        };
        var retry = response.Headers.RetryAfter;
        return new SourceException(new SyncError(code, $"provider answered {status}", status), retry?.Delta ?? retry?.Date - response.Headers.Date);
    }
}
