using System.Text.Json.Serialization;

namespace DataflowSync.Server.Reports;

/// <summary>Why a run or a step did not complete.</summary>
/// <param name="Code">One of the error codes.</param>
/// <param name="Message">For a person.</param>
/// <param name="HttpStatus">What the provider answered with; absent for other codes than HttpStatus.</param>
internal sealed record RunError(
    string Code, string Message, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] int? HttpStatus)
{
    public static RunError? From(SyncError? error) => error is null
        ? null
        : new RunError(error.Code.ToString(), error.Message, error.Code == SyncErrorCode.HttpStatus ? error.HttpStatus : null);
}
