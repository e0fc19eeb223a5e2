using System.Text;
using System.Text.Json;
using DataflowSync.Testing.Http;
using DataflowSync.Testing.Records;

namespace DataflowSync.Testing.Tests;

public sealed class RecordTests
{
    private static readonly string[] MovieFields =
    [
        "num", "name", "title", "year", "stream_type", "stream_id", "stream_icon", "rating", "rating_5based", "added", "plot", "cast",
        "director", "genre", "release_date", "youtube_trailer", "episode_run_time", "backdrop_path", "category_id", "category_ids",
        "container_extension", "custom_sid", "direct_source", "tmdb",
    ];

    private static readonly string[] ChannelFields =
    [
        "num", "name", "stream_type", "stream_id", "stream_icon", "epg_channel_id", "added", "custom_sid", "tv_archive", "direct_source",
        "tv_archive_duration", "category_id", "category_ids", "thumbnail",
    ];

    private static readonly string[] SeriesFields =
    [
        "num", "name", "title", "year", "stream_type", "series_id", "cover", "plot", "cast", "director", "genre", "release_date",
        "releaseDate", "last_modified", "rating", "rating_5based", "backdrop_path", "youtube_trailer", "episode_run_time", "category_id",
        "category_ids", "tmdb",
    ];

    private static FakeCatalog Catalog(Action<FakeProviderOptions>? change = null)
    {
        FakeProviderOptions options = new() { Movies = 20_000, Channels = 20_000, Series = 20_000 };
        change?.Invoke(options);
        return new FakeCatalog(options);
    }

    public static TheoryData<string, string[]> Fields() => new()
    {
        { "movies", MovieFields },
        { "channels", ChannelFields },
        { "series", SeriesFields },
        { "movie-categories", ["category_id", "category_name", "parent_id"] },
    };

    [Theory]
    [MemberData(nameof(Fields))]
    public void Records_have_all_fields_of_real_ones(string dataset, string[] fields)
    {
        foreach (JsonElement row in Rendering.RenderJson(Catalog()[dataset]).EnumerateArray())
        {
            Assert.Equal(fields, row.EnumerateObject().Select(field => field.Name).Where(name => name != "is_adult"));
        }
    }

    [Fact]
    public void A_movie_takes_about_seven_hundred_bytes()
    {
        FakeList movies = Catalog().Movies;

        Assert.InRange(Rendering.Render(movies).Length / movies.Count, 650, 750);
    }

    [Fact]
    public void Text_comes_as_raw_unicode_and_as_escapes_and_slashes_are_escaped()
    {
        byte[] body = Rendering.Render(Catalog().Movies);

        Assert.True(body.AsSpan().IndexOf(Encoding.UTF8.GetBytes("Łódź")) > 0);
        Assert.True(body.AsSpan().IndexOf("\\u0141\\u00f3d\\u017a"u8) > 0);
        Assert.True(body.AsSpan().IndexOf("🎉"u8) > 0);
        Assert.True(body.AsSpan().IndexOf("\\ud83c\\udf89"u8) > 0);
        Assert.True(body.AsSpan().IndexOf("\\/t\\/p\\/"u8) > 0);
        Assert.Equal(-1, body.AsSpan().IndexOf("//"u8));
    }

    [Theory]
    [InlineData("movies", "plot", new[] { JsonValueKind.String, JsonValueKind.Null })]
    [InlineData("movies", "episode_run_time", new[] { JsonValueKind.String, JsonValueKind.Null, JsonValueKind.Number })]
    [InlineData("movies", "tmdb", new[] { JsonValueKind.String, JsonValueKind.Number })]
    [InlineData("movies", "rating", new[] { JsonValueKind.String, JsonValueKind.Null, JsonValueKind.Number })]
    [InlineData("movies", "category_id", new[] { JsonValueKind.String, JsonValueKind.Null })]
    [InlineData("channels", "epg_channel_id", new[] { JsonValueKind.String, JsonValueKind.Null })]
    [InlineData("channels", "tv_archive", new[] { JsonValueKind.Number, JsonValueKind.Null })]
    [InlineData("series", "backdrop_path", new[] { JsonValueKind.Array, JsonValueKind.Null })]
    public void Fields_have_the_types_they_have_in_the_wild(string dataset, string field, JsonValueKind[] kinds)
    {
        IEnumerable<JsonValueKind> found = Rendering.RenderJson(Catalog()[dataset]).EnumerateArray().Select(row => row.GetProperty(field).ValueKind);

        Assert.Equal(kinds.Order(), found.Distinct().Order());
    }

    [Fact]
    public void Numbers_as_strings_leaves_no_number()
    {
        foreach (string dataset in Rendering.DatasetNames)
        {
            JsonElement rows = Rendering.RenderJson(Catalog(o => o.RepeatPerCategory = 0.2)[dataset], numbersAsStrings: true);
            Assert.DoesNotContain(JsonValueKind.Number, rows.EnumerateArray().SelectMany(Kinds));
        }

        static IEnumerable<JsonValueKind> Kinds(JsonElement value) => value.ValueKind switch
        {
            JsonValueKind.Object => value.EnumerateObject().SelectMany(field => Kinds(field.Value)),
            JsonValueKind.Array => value.EnumerateArray().SelectMany(Kinds),
            _ => [value.ValueKind],
        };
    }

    [Fact]
    public void No_record_comes_near_the_room_that_is_kept_for_one()
    {
        foreach (string dataset in Rendering.DatasetNames)
        {
            FakeList list = Catalog(o => o.RepeatPerCategory = 1)[dataset];
            list.Change(list.Count);
            int longest = Rendering.RenderJson(list).EnumerateArray().Max(row => Encoding.UTF8.GetByteCount(row.GetRawText()));

            Assert.InRange(longest, 1, RecordFormat.MaxRecordBytes / 3);
        }
    }

    [Theory]
    [InlineData("movies")]
    [InlineData("channels")]
    [InlineData("series")]
    public void Rendering_a_hundred_thousand_records_allocates_nothing_for_a_record(string dataset)
    {
        FakeList list = Catalog(o => (o.Movies, o.Channels, o.Series, o.RepeatPerCategory) = (100_000, 100_000, 100_000, 0.1))[dataset];
        byte[] block = new byte[ResponseBody.MinBlock];
        Drain(list, block);

        long before = GC.GetAllocatedBytesForCurrentThread();
        long bytes = Drain(list, block);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.True(bytes > 100_000 * 200);
        Assert.True(allocated < 4096, $"{allocated} bytes allocated");

        static long Drain(FakeList list, byte[] block)
        {
            ResponseBody body = list.Open(list.Snapshot(), 0, numbersAsStrings: false);
            long total = 0;
            int length;
            while ((length = body.Fill(block)) > 0)
            {
                total += length;
            }

            return total;
        }
    }

    [Fact]
    public void A_list_keeps_eight_bytes_an_item()
    {
        Catalog();
        long before = GC.GetAllocatedBytesForCurrentThread();
        FakeCatalog catalog = Catalog(o => (o.Movies, o.Channels, o.Series) = (1_000_000, 0, 0));
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.Equal(1_000_000, catalog.Movies.Count);
        Assert.InRange(allocated, 8_000_000, 8_050_000);
    }
}
