using System.Runtime.CompilerServices;
using DataflowSync.M3u.Playlist;

namespace DataflowSync.M3u;

/// <summary>
/// The entries of one M3U playlist, over HTTP or in a file, as one dataset: <see cref="Dataset"/>. The addresses of the streams hold
/// credentials and are not stored. Thread-safe. No exception of it and no <see cref="ToString"/> shows credentials or addresses with them.
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
    /// Asks, with its own User-Agent and rule for redirects; its timeout is the deadline for the headers of an answer; it stays the
    /// caller's. Not used for a file.
    /// </param>
    /// <exception cref="ArgumentException">The address is none of these, or there is no client.</exception>
    public M3uSource(Uri playlist, HttpClient client)
    {
        ArgumentNullException.ThrowIfNull(client);
        if (playlist is not { IsAbsoluteUri: true, Scheme: "http" or "https" or "file" })
        {
            throw new ArgumentException("The address of a playlist is an absolute http, https or file address.", nameof(playlist));
        }

        (_playlist, _client) = (playlist, client);
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
        if (_playlist.IsFile)
        {
            var file = File.OpenRead(_playlist.LocalPath);
            yield return new SourceBody(new ProvenStream(file), file.Length, file);
            yield break;
        }

        using var response = await _client.GetAsync(_playlist, HttpCompletionOption.ResponseHeadersRead, cancellationToken).ConfigureAwait(false);
        var status = (int)response.StatusCode;
        if (status != 200)
        {
            var code = status == 429 ? SyncErrorCode.RateLimited : SyncErrorCode.HttpStatus;
            var retry = response.Headers.RetryAfter;
            throw new SourceException(new SyncError(code, $"provider answered {status}", status), retry?.Delta ?? retry?.Date - response.Headers.Date);
        }

        var length = response.Content.Headers.ContentLength;
        var isProven = length is not null || response.Headers.TransferEncodingChunked == true || response.Version.Major > 1;
        var content = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        yield return isProven ? new SourceBody(new ProvenStream(content), length, content)
            : new SourceBody(content) { Warnings = { "length: the answer did not say where it ends; a list that was cut between two entries looks whole" } };
    }

    /// <summary>The playlist's host and port, and nothing of the account.</summary>
    public override string ToString() => _playlist.IsFile ? "M3U playlist in a file" : $"M3U playlist at {_playlist.Authority}";
}
