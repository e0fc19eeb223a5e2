using System.Globalization;
using DataflowSync.Server.Faults;
using Microsoft.AspNetCore.Http;

namespace DataflowSync.Server.Catalogs;

/// <summary>Which page of a dataset is asked for.</summary>
internal sealed record PageQuery(string? Category, string? After, int Position, int Take)
{
    public const int DefaultTake = 50;
    public const int MaxTake = 500;

    public static PageQuery Read(string? category, string? after, int? position, int? take) =>
        take is < 1 or > MaxTake ? throw new RequestException(StatusCodes.Status400BadRequest, $"take: 1 to {MaxTake}.")
        : position < 0 ? throw new RequestException(StatusCodes.Status400BadRequest, "position: not negative.")
        : new PageQuery(category, after, position ?? 0, take ?? DefaultTake);

    /// <summary>One item more than asked for tells whether there is another page.</summary>
    public BrowseQuery ToBrowse() => new() { Category = Category, After = After, Position = Position, Take = Take + 1 };

    /// <summary>The query of the page that follows.</summary>
    public string Next(string last, int shown)
    {
        var query = QueryString.Create("after", last)
            .Add("position", (Position + shown).ToString(CultureInfo.InvariantCulture))
            .Add("take", Take.ToString(CultureInfo.InvariantCulture));
        return (Category is { } category ? query.Add("category", category) : query).ToUriComponent();
    }
}
