using System.ComponentModel.DataAnnotations;
using DataflowSync.LiteDb.Building;
using DataflowSync.LiteDb.Files;
using DataflowSync.LiteDb.Pointer;
using DataflowSync.LiteDb.Reading;

namespace DataflowSync.LiteDb;

/// <summary>
/// Keeps catalogs in a directory: a directory a profile, in it immutable LiteDB files and one pointer that names the current
/// ones. Several stores, in one process or in several, may share the directory of a local file system. Thread-safe. It holds
/// nothing open but what snapshots and writers hold: there is nothing to dispose.
/// </summary>
public sealed class LiteDbCatalogStore : ICatalogStore
{
    private readonly LiteDbStoreOptions _options;
    private readonly OpenGenerations _generations;

    /// <summary>Makes a store. Nothing is read or written yet.</summary>
    /// <param name="options">Where and how to keep catalogs; later changes of the object have no effect.</param>
    /// <exception cref="ValidationException">An option is outside its range.</exception>
    public LiteDbCatalogStore(LiteDbStoreOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        Validator.ValidateObject(options, new ValidationContext(options), validateAllProperties: true);
        _options = new LiteDbStoreOptions
        {
            DataDirectory = Path.GetFullPath(options.DataDirectory),
            ReadersPerFile = options.ReadersPerFile,
            OverlayRatio = options.OverlayRatio,
            RebuildBelow = options.RebuildBelow,
            MinimumFreeBytes = options.MinimumFreeBytes,
            Disk = options.Disk,
        };
        _generations = new OpenGenerations(options.ReadersPerFile);
    }

    /// <inheritdoc/>
    /// <exception cref="InvalidDataException">The profile's pointer is damaged. A damaged dataset only fails when it is read.</exception>
    /// <exception cref="NotSupportedException">A newer version of this software wrote the profile.</exception>
    public async ValueTask<CatalogSnapshot> OpenAsync(ProfileId profileId, CancellationToken cancellationToken = default) =>
        await Task.Run(() => LiteDbSnapshot.Open(DirectoryOf(profileId), _generations, cancellationToken), cancellationToken).ConfigureAwait(false);

    /// <inheritdoc/>
    /// <exception cref="InvalidDataException">The history is damaged.</exception>
    /// <exception cref="NotSupportedException">A newer version of this software wrote the profile.</exception>
    public async ValueTask<ProfileStatus> GetStatusAsync(ProfileId profileId, CancellationToken cancellationToken = default)
    {
        var directory = DirectoryOf(profileId);
        return await Task.Run(
            () => directory.IsKnown ? HistoryFile.Read(directory).History : throw new UnknownProfileException(profileId), cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    /// <remarks>
    /// What of a document is neither its id nor a group is compared with nothing but the checksum of its page: only the format
    /// of its dataset could take the item's fingerprint again.
    /// </remarks>
    /// <exception cref="NotSupportedException">A newer version of this software wrote the profile.</exception>
    public async ValueTask<IReadOnlyList<string>> VerifyAsync(ProfileId profileId, CancellationToken cancellationToken = default)
    {
        var directory = DirectoryOf(profileId);
        return await Task.Run(() => VerifyAsync(directory, cancellationToken), cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<ProfileId>> ListProfilesAsync(CancellationToken cancellationToken = default) =>
        await Task.Run(ListProfiles, cancellationToken).ConfigureAwait(false);

    /// <inheritdoc/>
    public async ValueTask<bool> DeleteProfileAsync(ProfileId profileId, CancellationToken cancellationToken = default) =>
        await Task.Run(() => DeleteProfileAsync(DirectoryOf(profileId), cancellationToken), cancellationToken).ConfigureAwait(false);

    /// <inheritdoc/>
    /// <exception cref="NotSupportedException">A newer version of this software wrote the profile.</exception>
    public async ValueTask<ICatalogWriter> OpenWriterAsync(ProfileId profileId, CancellationToken cancellationToken = default) =>
        await Task.Run(() => OpenWriterAsync(DirectoryOf(profileId), cancellationToken), cancellationToken).ConfigureAwait(false);

    private async Task<IReadOnlyList<string>> VerifyAsync(ProfileDirectory directory, CancellationToken cancellationToken)
    {
        var damage = new List<string>();
        try
        {
            HistoryFile.Read(directory);
        }
        catch (InvalidDataException e)
        {
            damage.Add(e.Message);
        }

        try
        {
            var snapshot = LiteDbSnapshot.Open(directory, _generations, cancellationToken);
            await using (snapshot.ConfigureAwait(false))
            {
                damage.AddRange(snapshot.Verify(cancellationToken));
            }
        }
        catch (InvalidDataException e)
        {
            damage.Add(e.Message);
        }

        return damage;
    }

    private static async Task<bool> DeleteProfileAsync(ProfileDirectory directory, CancellationToken cancellationToken)
    {
        if (!directory.IsKnown)
        {
            return false;
        }

        using var profileLock = await ProfileLock.TakeAsync(directory, cancellationToken).ConfigureAwait(false);
        var isKnown = directory.IsKnown;
        directory.Delete();
        return isKnown;
    }

    private async Task<CatalogWriter> OpenWriterAsync(ProfileDirectory directory, CancellationToken cancellationToken)
    {
        var profileLock = await ProfileLock.TakeAsync(directory, cancellationToken).ConfigureAwait(false);
        try
        {
            return new CatalogWriter(directory, profileLock, _generations, _options);
        }
        catch
        {
            profileLock.Dispose();
            throw;
        }
    }

    private IReadOnlyList<ProfileId> ListProfiles()
    {
        if (!Directory.Exists(_options.DataDirectory))
        {
            return [];
        }

        return [.. Directory.EnumerateDirectories(_options.DataDirectory)
            .Select(path => Path.GetFileName(path))
            .Where(IsProfile)
            .Order(StringComparer.Ordinal)
            .Select(name => new ProfileId(name))];
    }

    private bool IsProfile(string name)
    {
        try
        {
            return DirectoryOf(name).IsKnown;
        }
        catch (ArgumentException)
        {
            return false; // No profile can have this name.
        }
    }

    private ProfileDirectory DirectoryOf(ProfileId profileId) => profileId == default
        ? throw new ArgumentException("A profile name is needed.", nameof(profileId))
        : new ProfileDirectory(_options.Disk, _options.DataDirectory, profileId);
}
