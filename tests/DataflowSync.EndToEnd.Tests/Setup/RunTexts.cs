using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using DataflowSync.Tests.Telemetry;

namespace DataflowSync.EndToEnd.Tests.Setup;

/// <summary>What a run told, as texts to be approved. The run's id alone is replaced: exactly where it is that of the report.</summary>
internal static class RunTexts
{
    private static readonly string[] Stages = ["dataflowsync.fetch", "dataflowsync.parse", "dataflowsync.store_batch", "dataflowsync.publish"];

    private static readonly JsonSerializerOptions Lines = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter() },
    };

    private static readonly JsonSerializerOptions Indented = new(Lines) { WriteIndented = true };

    public static string Report(RecordedRun run) => WithoutId(run, JsonSerializer.Serialize(run.Report, Indented));

    public static string Log(RecordedRun run) => WithoutId(run, string.Join(
        '\n', run.Log.Select(line => $"{line.Level} {line.Event.Id.ToString(CultureInfo.InvariantCulture)} {line.Event.Name}: {line.Text}")));

    /// <summary>Every event with all it says, and below it those steps of which it says something else than the event before.</summary>
    public static string Progress(RecordedRun run)
    {
        var text = new StringBuilder();
        IReadOnlyList<StepProgress> before = [];
        foreach (var moment in run.Progress)
        {
            var whole = JsonSerializer.SerializeToNode(moment, Lines)!.AsObject();
            whole.Remove(nameof(SyncProgress.Steps));
            text.Append(whole.ToJsonString(Lines)).Append('\n');
            foreach (var step in moment.Steps.Except(before))
            {
                text.Append("    ").Append(JsonSerializer.Serialize(step, Lines)).Append('\n');
            }

            before = moment.Steps;
        }

        return WithoutId(run, text.ToString());
    }

    /// <summary>The spans as a tree. The stages of an attempt, which run at the same time, are in the order of the pipeline.</summary>
    public static string Spans(RecordedRun run)
    {
        var text = new StringBuilder();
        var written = 0;
        Write(parent: default, indentation: 0);
        Assert.Equal(run.Spans.Count, written);
        return WithoutId(run, text.ToString());

        void Write(ActivitySpanId parent, int indentation)
        {
            foreach (var span in run.Spans.Where(span => span.ParentSpanId == parent).OrderBy(span => Array.IndexOf(Stages, span.OperationName)))
            {
                written++;
                text.Append(' ', indentation).Append(CultureInfo.InvariantCulture, $"{span.OperationName} {span.Kind} {span.Status}");
                if (span.StatusDescription is { } description)
                {
                    text.Append(CultureInfo.InvariantCulture, $" \"{description}\"");
                }

                WriteAttributes(span.TagObjects);
                foreach (var link in span.Links)
                {
                    var before = run.Spans.Single(other => other.SpanId == link.Context.SpanId);
                    text.Append(' ', indentation + 2).Append(CultureInfo.InvariantCulture, $"link {before.OperationName} {before.GetTagItem("dataflowsync.attempt.number")}\n");
                }

                foreach (var moment in span.Events)
                {
                    text.Append(' ', indentation + 2).Append(CultureInfo.InvariantCulture, $"event {moment.Name}");
                    WriteAttributes(moment.Tags);
                }

                Write(span.SpanId, indentation + 4);
            }
        }

        void WriteAttributes(IEnumerable<KeyValuePair<string, object?>> attributes) =>
            text.AppendJoin(string.Empty, attributes.Select(attribute => $" {attribute.Key}={JsonSerializer.Serialize(attribute.Value)}")).Append('\n');
    }

    private static string WithoutId(RecordedRun run, string text) => text.Replace(run.Report.RunId, "(run id)", StringComparison.Ordinal);
}
