using DataflowSync;
using DataflowSync.Hosting;
using DataflowSync.Xtream;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

// Takes movies over into a database of its own, after each sync that changed some; syncs once and ends. Usage:
//   Provider__Url=http://host:8080 Provider__Username=me Provider__Password=secret dotnet run --project samples/OwnDatabase
var builder = Host.CreateApplicationBuilder(args);
var database = builder.Configuration["Database"] ?? "movies.sqlite";
builder.Services.AddDataflowSync(options => options.DataDirectory = builder.Configuration["Data"] ?? "catalogs")
    .AddXtream()
    .UseLiteDb()
    .AddProfile("home", builder.Configuration.GetSection("Provider"))
    .OnCompleted((services, report, token) => MovieTable.FollowAsync(database, report, services.GetRequiredService<ICatalogStore>(), token));
using var host = builder.Build();
await host.StartAsync();
var report = await host.Services.GetRequiredService<ICatalogSync>().RunAsync("home");
await host.StopAsync();
return report.Status == SyncStatus.Completed ? 0 : 1;

internal static class MovieTable
{
    public static async ValueTask FollowAsync(string database, SyncReport report, ICatalogStore store, CancellationToken cancellationToken)
    {
        // The report says whether the movies were published; the snapshot is the catalog as it stands, its version what we have of it.
        if (report.Steps.FirstOrDefault(step => step.Name == Datasets.Movies) is not { Status: StepStatus.Completed } step)
        {
            return;
        }

        await using var snapshot = await store.OpenAsync(report.ProfileId, cancellationToken);
        await using var connection = new SqliteConnection($"Data Source={database}");
        await connection.OpenAsync(cancellationToken);
        await using var transaction = connection.BeginTransaction();
        await using var command = connection.CreateCommand();
        command.CommandText = "CREATE TABLE IF NOT EXISTS movie (id INTEGER PRIMARY KEY, name TEXT, year TEXT, version INTEGER NOT NULL); PRAGMA user_version";
        if (await command.ExecuteScalarAsync(cancellationToken) is not long version || version == snapshot.Version)
        {
            return;
        }

        command.CommandText = $"INSERT OR REPLACE INTO movie VALUES ($id, $name, $year, {snapshot.Version})";
        await foreach (var movie in snapshot.Movies().BrowseAsync(cancellationToken: cancellationToken))
        {
            command.Parameters.Clear();
            command.Parameters.AddWithValue("$id", movie.Id);
            command.Parameters.AddWithValue("$name", movie.Name ?? (object)DBNull.Value);
            command.Parameters.AddWithValue("$year", movie.Year ?? (object)DBNull.Value);
            await command.ExecuteNonQueryAsync(cancellationToken);
        }

        command.CommandText = $"DELETE FROM movie WHERE version <> {snapshot.Version}; PRAGMA user_version = {snapshot.Version}";
        await command.ExecuteNonQueryAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        Console.WriteLine($"{step.Added} added, {step.Updated} updated, {step.Removed} removed");
    }
}
