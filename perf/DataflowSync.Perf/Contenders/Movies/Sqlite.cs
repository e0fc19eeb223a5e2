using Microsoft.Data.Sqlite;

namespace DataflowSync.Perf.Contenders.Movies;

/// <summary>What the contenders on SQLite share.</summary>
internal static class Sqlite
{
    /// <summary>Opens a database without a pool, so that closing it closes the file.</summary>
    public static SqliteConnection Open(string path, string setUp)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString());
        connection.Open();
        Execute(connection, setUp);
        return connection;
    }

    public static void Execute(SqliteConnection connection, string text, SqliteTransaction? transaction = null)
    {
        using var command = connection.CreateCommand();
        command.CommandText = text;
        command.Transaction = transaction;
        command.ExecuteNonQuery();
    }

    /// <summary>Prepares a command with parameters @p0, @p1 …</summary>
    public static SqliteParameter[] AddParameters(SqliteCommand command, int count)
    {
        var parameters = Enumerable.Range(0, count).Select(number => new SqliteParameter { ParameterName = $"@p{number}" }).ToArray();
        command.Parameters.AddRange(parameters);
        command.Prepare();
        return parameters;
    }

    public static void Set(SqliteParameter[] parameters, params ReadOnlySpan<object?> values)
    {
        for (var i = 0; i < values.Length; i++)
        {
            parameters[i].Value = values[i] is null or "" ? DBNull.Value : values[i];
        }
    }
}
